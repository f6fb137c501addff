using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.People;

/// <summary>
/// How the persons of a ledger sign in. Each change is a record of the shared stream. A link counts once: of two who show the
/// same one, one comes in.
/// </summary>
public sealed class SignInBook
{
    /// <summary>How long a link opens something.</summary>
    public static readonly TimeSpan LinksLast = TimeSpan.FromHours(1);

    private readonly Func<SignInEntry, Task> append;
    private readonly Lock gate = new();
    private readonly Dictionary<string, SignInState> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Moment> usedLinks = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);

    /// <summary>An empty book.</summary>
    /// <param name="append">Appends an entry to the shared stream; the book learns of it by <see cref="Learn"/>.</param>
    internal SignInBook(Func<SignInEntry, Task> append) => this.append = append;

    /// <summary>How a person signs in.</summary>
    public SignInState Of(string person)
    {
        lock (gate)
            return states.GetValueOrDefault(person, SignInState.Nothing);
    }

    /// <summary>Notes that a link is made for a person.</summary>
    public Task NoteLinkAsync(string person, Doer by) => append(new LinkMade(person, by));

    /// <summary>Whether a link was used.</summary>
    public bool IsUsed(string link)
    {
        lock (gate)
            return usedLinks.ContainsKey(link);
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>Whether it was still good.</returns>
    public async Task<bool> UseLinkAsync(string person, string link)
    {
        lock (gate)
            if (usedLinks.ContainsKey(link) || !underWay.Add(link))
                return false;
        try
        {
            await append(new LinkUsed(person, link, Self(person)));
            return true;
        }
        finally
        {
            lock (gate)
                underWay.Remove(link);
        }
    }

    /// <summary>Notes that a person signs in.</summary>
    /// <param name="person">The person.</param>
    /// <param name="way">How it showed who it is, in words.</param>
    public Task SignInAsync(string person, string way) =>
        append(new SignedIn(person, way, Self(person)));

    /// <summary>Sets a person's password; its sessions and links end.</summary>
    public Task SetPasswordAsync(string person, string hash, Doer by) =>
        append(new PasswordSet(person, hash, by));

    /// <summary>Lets nobody sign in as a person by guessing until an instant.</summary>
    public Task LockAsync(string person, Moment until) =>
        append(new LockedOut(person, until, null));

    /// <summary>Ends all sessions of a person, and the links that were made for it.</summary>
    public Task EndSessionsAsync(string person, Doer by) => append(new SessionsEnded(person, by));

    /// <summary>Forgets a person's password; its sessions and links end.</summary>
    public Task ForgetAsync(string person, Doer by) => append(new SignInForgotten(person, by));

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="at">When it was stored, by the clock of whoever did.</param>
    internal void Learn(SignInEntry entry, Moment at)
    {
        lock (gate)
        {
            var before = states.GetValueOrDefault(entry.Id, SignInState.Nothing);
            states[entry.Id] = entry switch
            {
                LinkUsed used => Use(used.Link, at, before),
                PasswordSet set => before.End() with { Password = set.Hash },
                LockedOut locked => before with { LockedUntil = locked.Until },
                SessionsEnded => before.End(),
                SignInForgotten => SignInState.Nothing with { Ended = before.Ended + 1 },
                _ => before,
            };
        }
    }

    private SignInState Use(string link, Moment at, SignInState before)
    {
        foreach (var (other, until) in usedLinks)
            if (until <= at)
                usedLinks.Remove(other);
        usedLinks[link] = at + LinksLast;
        return before;
    }

    private static Doer Self(string person) => new(null, Via: "console", Person: person);
}

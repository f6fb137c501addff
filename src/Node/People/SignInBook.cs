using System.Collections.Immutable;
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

    /// <summary>How long a session goes on unused.</summary>
    public static readonly TimeSpan SessionsLast = TimeSpan.FromHours(1);

    private readonly Func<SignInEntry, Task> append;
    private readonly Lock gate = new();
    private readonly Dictionary<string, SignInState> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Moment> usedLinks = new(StringComparer.Ordinal);
    private readonly Dictionary<LinkedSubject, string> linked = [];
    private readonly Dictionary<string, Moment> over = new(StringComparer.Ordinal);
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
    public Task<bool> UseLinkAsync(string person, string link) =>
        OnceAsync(
            link,
            () => !usedLinks.ContainsKey(link),
            new LinkUsed(person, link, Self(person))
        );

    /// <summary>Uses a code of a person's app up.</summary>
    /// <param name="person">The person.</param>
    /// <param name="step">Its span of 30 s.</param>
    /// <returns>Whether neither it nor a later one was shown before.</returns>
    public Task<bool> UseStepAsync(string person, long step) =>
        OnceAsync(
            $"step {person}",
            () => step > Of(person).Second?.LastStep,
            new StepUsed(person, step, Self(person))
        );

    /// <summary>Uses a recovery code up.</summary>
    /// <param name="person">The person.</param>
    /// <param name="code">Its hash.</param>
    /// <returns>Whether it was one that was left.</returns>
    public Task<bool> UseRecoveryAsync(string person, string code) =>
        OnceAsync(
            $"recovery {person}",
            () => Of(person).Second?.Recovery.Contains(code) == true,
            new RecoveryCodeUsed(person, code, Self(person))
        );

    /// <summary>Notes that a person signs in.</summary>
    /// <param name="person">The person.</param>
    /// <param name="way">How it showed who it is, in words.</param>
    public Task SignInAsync(string person, string way) =>
        append(new SignedIn(person, way, Self(person)));

    /// <summary>Sets a person's password; its sessions and links end.</summary>
    public Task SetPasswordAsync(string person, string hash, Doer by) =>
        append(new PasswordSet(person, hash, by));

    /// <summary>Has a person show codes of an app beside it; its sessions and links end.</summary>
    /// <param name="person">The person.</param>
    /// <param name="seal">What the codes are made of, sealed.</param>
    /// <param name="step">The span of 30 s of the code that was shown just now.</param>
    /// <param name="recovery">Hashes of the codes for when the app is lost.</param>
    /// <param name="by">Who does that.</param>
    public Task SetSecondAsync(
        string person,
        string seal,
        long step,
        ImmutableArray<string> recovery,
        Doer by
    ) => append(new SecondFactorSet(person, seal, step, recovery, by));

    /// <summary>Replaces a person's recovery codes.</summary>
    public Task SetRecoveryAsync(string person, ImmutableArray<string> recovery, Doer by) =>
        append(new RecoveryCodesMade(person, recovery, by));

    /// <summary>Has a person show no codes any more; its sessions and links end.</summary>
    public Task EndSecondAsync(string person, Doer by) => append(new SecondFactorEnded(person, by));

    /// <summary>The person that a provider calls so; null for none.</summary>
    public string? LinkedTo(LinkedSubject subject)
    {
        lock (gate)
            return linked.GetValueOrDefault(subject);
    }

    /// <summary>Has a person known by what a provider calls it.</summary>
    /// <returns>Whether neither of the two was linked before.</returns>
    public Task<bool> LinkSubjectAsync(string person, LinkedSubject subject) =>
        OnceAsync(
            "subject",
            () => !linked.ContainsKey(subject) && Of(person).Subject is null,
            new SubjectLinked(person, subject.Issuer, subject.Subject, Self(person))
        );

    /// <summary>Has a person known by no provider any more.</summary>
    public Task UnlinkSubjectAsync(string person, Doer by) =>
        append(new SubjectUnlinked(person, by));

    /// <summary>A passkey and the person whose it is; null where there is none.</summary>
    /// <param name="credential">Its id, in Base64Url.</param>
    public (string Person, Passkey Passkey)? FindPasskey(string credential)
    {
        lock (gate)
            foreach (var (person, state) in states)
                if (
                    state.Passkeys.FirstOrDefault(each => each.Credential == credential) is
                    { } found
                )
                    return (person, found);
        return null;
    }

    /// <summary>Adds a passkey of a person's.</summary>
    /// <returns>Whether nobody had it before.</returns>
    public Task<bool> AddPasskeyAsync(string person, Passkey passkey) =>
        OnceAsync(
            "passkey",
            () => FindPasskey(passkey.Credential) is null,
            new PasskeyAdded(
                person,
                passkey.Credential,
                passkey.Key,
                passkey.Name,
                passkey.Count,
                passkey.MayMove,
                Self(person)
            )
        );

    /// <summary>Notes that a passkey was shown.</summary>
    /// <returns>Whether it is the person's, and no copy showed it just now.</returns>
    public Task<bool> UsePasskeyAsync(string person, string credential, uint count) =>
        OnceAsync(
            $"passkey {credential}",
            () =>
                FindPasskey(credential) is { } found
                && found.Person == person
                && (count > found.Passkey.Count || count == 0 && found.Passkey.Count == 0),
            new PasskeyUsed(person, credential, count, Self(person))
        );

    /// <summary>Ends a passkey; the person's sessions and links end.</summary>
    public Task EndPasskeyAsync(string person, string credential, Doer by) =>
        append(new PasskeyEnded(person, credential, by));

    /// <summary>Lets nobody sign in as a person by guessing until an instant.</summary>
    public Task LockAsync(string person, Moment until) =>
        append(new LockedOut(person, until, null));

    /// <summary>Has no code of a person's looked at until an instant.</summary>
    public Task ShutCodesAsync(string person, Moment until) =>
        append(new CodesShut(person, until, null));

    /// <summary>Ends one session of a person.</summary>
    public Task SignOutAsync(string person, string session) =>
        append(new SignedOut(person, session, Self(person)));

    /// <summary>Whether somebody signed out of a session, as long as a copy of its cookie could open anything.</summary>
    public bool IsOver(string session)
    {
        lock (gate)
            return over.ContainsKey(session);
    }

    /// <summary>Ends all sessions of a person, and the links that were made for it.</summary>
    public Task EndSessionsAsync(string person, Doer by) => append(new SessionsEnded(person, by));

    /// <summary>Forgets a person's password and second factor; its sessions and links end.</summary>
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
                LinkUsed used => Keep(usedLinks, used.Link, at, LinksLast, before),
                SignedOut session => Keep(over, session.Session, at, SessionsLast, before),
                PasswordSet set => before.End() with { Password = set.Hash },
                LockedOut locked => before with { LockedUntil = locked.Until },
                CodesShut shut => before with { CodesShutUntil = shut.Until },
                SessionsEnded => before.End(),
                SecondFactorSet set => before.End() with
                {
                    Second = new(set.Seal, set.Step, set.Recovery),
                },
                SecondFactorEnded => before.End() with { Second = null },
                StepUsed used => before.Shown(used.Step),
                RecoveryCodeUsed used => before.Shown(code: used.Code),
                RecoveryCodesMade { Recovery: var made } when before.Second is { } second =>
                    before with
                    {
                        Second = second with { Recovery = made },
                    },
                SubjectLinked { Issuer: var issuer, Subject: var name } => Link(
                    before,
                    entry.Id,
                    new(issuer, name)
                ),
                SubjectUnlinked => Unlink(before),
                PasskeyAdded passkey => before with
                {
                    Passkeys = before.Passkeys.Add(Of(passkey, at)),
                },
                PasskeyUsed used => before.Used(used.Credential, used.Count),
                PasskeyEnded ended => before.End() with
                {
                    Passkeys = before.Without(ended.Credential),
                },
                SignInForgotten => SignInState.Nothing with { Ended = Unlink(before).Ended + 1 },
                _ => before,
            };
        }
    }

    private static Passkey Of(PasskeyAdded added, Moment at) =>
        new(added.Credential, added.Key, added.Name, at, added.Count, added.MayMove);

    private SignInState Link(SignInState before, string person, LinkedSubject subject)
    {
        linked[subject] = person;
        return before with { Subject = subject };
    }

    private SignInState Unlink(SignInState before)
    {
        if (before.Subject is { } subject)
            linked.Remove(subject);
        return before with { Subject = null };
    }

    private async Task<bool> OnceAsync(string name, Func<bool> isGood, SignInEntry entry)
    {
        lock (gate)
            if (!isGood() || !underWay.Add(name))
                return false;
        try
        {
            await append(entry);
            return true;
        }
        finally
        {
            lock (gate)
                underWay.Remove(name);
        }
    }

    /// <summary>Keeps a name as long as it matters, and no longer.</summary>
    private static SignInState Keep(
        Dictionary<string, Moment> names,
        string name,
        Moment at,
        TimeSpan lasting,
        SignInState state
    )
    {
        foreach (var (other, until) in names)
            if (until <= at)
                names.Remove(other);
        names[name] = at + lasting;
        return state;
    }

    private static Doer Self(string person) => new(null, Via: "console", Person: person);
}

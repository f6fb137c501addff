using System.Net;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Sites;

/// <summary>
/// Who comes in by what. Whoever fails is told the same after the same work, whether there is such a person, whether it has a password,
/// and whether its door is shut.
/// </summary>
internal sealed partial class Entry(EvenhandNode node, SignIn signIn, ILogger log)
{
    private readonly Passwords passwords = new();
    private readonly Attempts attempts = new(() => Moment.Of(node.Clock.GetUtcNow()));

    /// <summary>Slow hashes.</summary>
    public Passwords Passwords => passwords;

    /// <summary>The person who signs in with a name and a password; null where they do not fit together or a door is shut.</summary>
    /// <param name="name">Its id, or its e-mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="from">Where the attempt comes from.</param>
    public async Task<Person?> ByPasswordAsync(string name, string password, IPAddress? from)
    {
        var person = Named(name);
        var isOpen = !attempts.IsShut(from);
        var fits = await IsPasswordOfAsync(person, password);
        if (fits && isOpen)
            return person;
        if (isOpen)
            attempts.Fail(from);
        TellFailed(log, from);
        return null;
    }

    /// <summary>Whether a password is a person's; failures are counted, and shut its door.</summary>
    public async Task<bool> IsPasswordOfAsync(Person? person, string password)
    {
        var state = person is null ? null : node.People.SignIns.Of(person.Id);
        var fits = await passwords.IsAsync(state?.Password, password);
        if (person is null || state!.LockedUntil > Now)
            return false;
        Count(person, fits);
        return fits;
    }

    /// <summary>Notes that a person failed to show who it is, or did not.</summary>
    public void Count(Person person, bool fits)
    {
        if (fits)
            attempts.Forget(person.Id);
        else if (attempts.Fail(person.Id))
            // Nobody waits for it: whoever guesses would learn from the time that there is such a person.
            _ = LockAsync(person.Id);
    }

    /// <summary>Begins the session of a person.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">The person.</param>
    /// <param name="way">How it showed who it is.</param>
    public async Task BeginAsync(HttpContext context, string person, string way)
    {
        await node.People.SignIns.SignInAsync(person, $"by {way}");
        Doorway.Leave(context);
        signIn.Console.Begin(context, person, way);
    }

    private async Task LockAsync(string person)
    {
        try
        {
            await node.People.SignIns.LockAsync(person, Now + Attempts.Lasting);
            TellLocked(log, person);
        }
        catch (Exception fault)
        {
            TellNotLocked(log, person, fault);
        }
    }

    /// <summary>Who has a name as its id, or alone has it as its address.</summary>
    private Person? Named(string name)
    {
        if (node.FindPerson(name) is { } known)
            return known;
        var now = Now;
        var those = node
            .People.All.Where(each =>
                each.Email.Length > 0
                && each.Email.Equals(name, StringComparison.OrdinalIgnoreCase)
                && each.ActsAt(now)
            )
            .Take(2)
            .ToArray();
        return those is [var only] ? only : null;
    }

    private Moment Now => Moment.Of(node.Clock.GetUtcNow());

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Information,
        Message = "An attempt to sign in failed; it came from {Address}"
    )]
    private static partial void TellFailed(ILogger log, IPAddress? address);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Too many attempts to sign in as {Person} failed: by a password nobody does for a quarter of an hour"
    )]
    private static partial void TellLocked(ILogger log, string person);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Error,
        Message = "That nobody signs in as {Person} by guessing could not be stored"
    )]
    private static partial void TellNotLocked(ILogger log, string person, Exception fault);
}

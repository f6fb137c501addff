using System.Net;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Sites.SigningIn;

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
        var door = $"password {person?.Id}";
        var isLast = false;
        var isOpen = person is not null && !IsLocked(person) && attempts.TryBegin(door, out isLast);
        var hash = person is null ? null : node.People.SignIns.Of(person.Id).Password;
        var fits = await passwords.IsAsync(hash, password);
        if (person is null || !isOpen || IsLocked(person))
            return false;
        if (fits)
            attempts.Forget(door);
        else if (isLast)
            // Nobody waits for it: whoever guesses would learn from the time that there is such a person.
            _ = ShutAsync(person.Id, door, node.People.SignIns.LockAsync, TellLocked);
        return fits;
    }

    /// <summary>Whether what somebody shows is a person's second factor, which is used up; failures are counted.</summary>
    public async Task<bool> IsCodeOfAsync(string person, string shown)
    {
        var door = $"code {person}";
        if (AreShut(person) || !attempts.TryBegin(door, out var isLast))
            return false;
        if (await signIn.Codes.UseAsync(person, shown))
        {
            attempts.Forget(door);
            return true;
        }
        if (isLast)
            await ShutAsync(person, door, node.People.SignIns.ShutCodesAsync, TellCodes);
        return false;
    }

    /// <summary>Begins the session of a person.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">The person.</param>
    /// <param name="way">How it showed who it is: one word, or two with a plus.</param>
    public async Task BeginAsync(HttpContext context, string person, string way)
    {
        var words = way.Replace("+", " and ", StringComparison.Ordinal);
        await node.People.SignIns.SignInAsync(person, $"by {words}");
        Doorway.Leave(context);
        signIn.Console.Begin(context, person, way);
    }

    private bool IsLocked(Person person) => node.People.SignIns.Of(person.Id).LockedUntil > Now;

    private bool AreShut(string person) => node.People.SignIns.Of(person).CodesShutUntil > Now;

    /// <summary>Has it written down that a door is shut: then that holds after a start too, and stands in the trail.</summary>
    private async Task ShutAsync(
        string person,
        string door,
        Func<string, Moment, Task> shut,
        Action<ILogger, string> tell
    )
    {
        try
        {
            await shut(person, Now + Attempts.Lasting);
            attempts.Forget(door);
            tell(log, person);
        }
        catch (Exception fault)
        {
            TellNotLocked(log, person, fault);
        }
    }

    /// <summary>Who has a name as its id, or alone has it as its address.</summary>
    private Person? Named(string name) => node.FindPerson(name) ?? node.People.ByEmail(name);

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

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "Too many codes that {Person} showed are none: for a quarter of an hour none is looked at"
    )]
    private static partial void TellCodes(ILogger log, string person);
}

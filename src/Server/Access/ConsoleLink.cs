namespace Evenhand.Server.Access;

/// <summary>Links into the console, made beside a server, by whoever has its data folder.</summary>
public static class ConsoleLink
{
    /// <summary>A link by which a person opens the console once, from the server's root; good for an hour.</summary>
    /// <param name="data">The data folder, whose keys seal it.</param>
    /// <param name="person">The person's id.</param>
    /// <param name="clock">The time.</param>
    public static string Of(string data, string person, TimeProvider clock) =>
        new Sessions(PagesFor.Console, Seals.Of(data), clock, _ => null).OnceFor(person, out _);
}

namespace Evenhand.Stores.Targets;

/// <summary>Words of which providers' clients make the names of hosts: none of them may lead to another.</summary>
internal static class HostWords
{
    /// <summary>Whether a text has nothing in it but small letters, digits, and dots, hyphens and underscores within.</summary>
    public static bool Are(string text) =>
        text.Length > 0
        && IsPlain(text[0])
        && IsPlain(text[^1])
        && text.All(each => IsPlain(each) || each is '.' or '-' or '_');

    private static bool IsPlain(char each) =>
        char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each);
}

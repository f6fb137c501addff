namespace Evenhand.Server.Access;

/// <summary>Where somebody comes back to: a page of ours, and nothing else.</summary>
internal static class ReturnAddress
{
    /// <summary>The console's first page.</summary>
    public const string Home = "/console";

    private const int Longest = 1_000;

    /// <summary>Where there are pages that are read in several languages.</summary>
    private static readonly string[] Pages = ["/portal", "/notice", Home];

    /// <summary>A page of the console, where the address is one; else its first page.</summary>
    public static string Of(string? text) => IsUnder(text, Home) ? text! : Home;

    /// <summary>A page of any site, where the address is one; else the portal's first page.</summary>
    public static string OfPages(string? text) =>
        Array.Exists(Pages, home => IsUnder(text, home)) ? text! : Pages[0];

    private static bool IsUnder(string? text, string home) =>
        text is { Length: <= Longest }
        && text.StartsWith(home, StringComparison.Ordinal)
        && (text.Length == home.Length || text[home.Length] is '/' or '?')
        && text.All(IsOfAddresses)
        && !text.Contains("//", StringComparison.Ordinal)
        && !text.Contains("..", StringComparison.Ordinal);

    // No backslash, no control, nothing that a browser reads otherwise than we do.
    private static bool IsOfAddresses(char sign) =>
        char.IsAsciiLetterOrDigit(sign) || "/-._~%?=&@:+,;!*'()$".Contains(sign);
}

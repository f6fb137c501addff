namespace Evenhand.Server.Access;

/// <summary>Where somebody wanted to go before signing in: a page of the console, and nothing else.</summary>
internal static class ReturnAddress
{
    /// <summary>The console's first page.</summary>
    public const string Home = "/console";

    private const int Longest = 1_000;

    /// <summary>The address, where it is one of ours; else the first page.</summary>
    public static string Of(string? text) =>
        text is { Length: <= Longest }
        && (text == Home || text.StartsWith($"{Home}/", StringComparison.Ordinal) || IsQuery(text))
        && text.All(IsOfAddresses)
        && !text.Contains("//", StringComparison.Ordinal)
        && !text.Contains("..", StringComparison.Ordinal)
            ? text
            : Home;

    private static bool IsQuery(string text) =>
        text.StartsWith($"{Home}?", StringComparison.Ordinal);

    // No backslash, no control, nothing that a browser reads otherwise than we do.
    private static bool IsOfAddresses(char sign) =>
        char.IsAsciiLetterOrDigit(sign) || "/-._~%?=&@:+,;!*'()$".Contains(sign);
}

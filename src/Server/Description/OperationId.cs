namespace Evenhand.Server.Description;

/// <summary>What generators of clients call an operation: made from method and path, so that it stays as those do.</summary>
internal static class OperationId
{
    /// <summary>Such as <c>getAccountsByAccountUsage</c>; what stands outside of <c>/v1</c> is shown, not got.</summary>
    public static string Of(string method, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var versioned = segments is ["v1", ..];
        var verb = versioned || method != "GET" ? method.ToLowerInvariant() : "show";
        return verb + string.Concat((versioned ? segments[1..] : segments).Select(Word));
    }

    private static string Word(string segment) =>
        segment is ['{', .. var name, '}'] ? $"By{Capital(name)}" : Capital(segment);

    private static string Capital(string word) =>
        string.Concat(
            word.Split('-', '.', '_')
                .Where(part => part.Length > 0)
                .Select(part => char.ToUpperInvariant(part[0]) + part[1..])
        );
}

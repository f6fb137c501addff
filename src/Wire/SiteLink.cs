namespace Evenhand.Wire;

/// <summary>A signed link by which people open the portal or the console.</summary>
public sealed record SiteLink
{
    /// <summary>Where it leads, from the server's root; of several elements the first.</summary>
    public required string Url { get; init; }

    /// <summary>The addresses of elements in frames, by element, from the server's root; none for other links.</summary>
    public IReadOnlyDictionary<string, string>? Frames { get; init; }

    /// <summary>The first instant at which it opens nothing any more.</summary>
    public required DateTimeOffset Until { get; init; }
}

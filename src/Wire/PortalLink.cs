namespace Evenhand.Wire;

/// <summary>A signed link by which an account's people open the portal.</summary>
public sealed record PortalLink
{
    /// <summary>Where it leads, from the server's root.</summary>
    public required string Url { get; init; }

    /// <summary>The first instant at which it opens nothing any more.</summary>
    public required DateTimeOffset Until { get; init; }
}

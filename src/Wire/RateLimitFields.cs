namespace Evenhand.Wire;

/// <summary>
/// The HTTP fields of draft-ietf-httpapi-ratelimit-headers as they came, to be handed on to one's own caller.
/// </summary>
public sealed record RateLimitFields
{
    /// <summary>The field <c>RateLimit</c>: what is left, and the seconds until it starts anew.</summary>
    public required string Limit { get; init; }

    /// <summary>The field <c>RateLimit-Policy</c>: quotas and their windows in seconds.</summary>
    public string? Policy { get; init; }
}

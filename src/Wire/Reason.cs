namespace Evenhand.Wire;

/// <summary>A clause that stands against an act.</summary>
public sealed record Reason
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The version in force.</summary>
    public required string Version { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>The limit, a decimal string in the clause's unit.</summary>
    public string? Limit { get; init; }

    /// <summary>What was used of it, a decimal string in the same unit.</summary>
    public string? Used { get; init; }

    /// <summary>The unit of the limit and of what is used of it; absent where they are bare numbers or shares.</summary>
    public string? Unit { get; init; }

    /// <summary>When the limit starts anew.</summary>
    public DateTimeOffset? Resets { get; init; }

    /// <summary>Whole seconds until it is worth asking again, a decimal string.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The id of the step of the ladder behind it; absent where there is none.</summary>
    public string? Step { get; init; }

    /// <summary>What this reason alone would have the answer be; absent from a server that does not tell.</summary>
    public Outcome? Outcome { get; init; }
}

namespace Evenhand.Wire;

/// <summary>A version of a policy.</summary>
public sealed record PolicyView
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The first day that it is in force.</summary>
    public required DateOnly Effective { get; init; }

    /// <summary>The hash of text, rules, readings and examples.</summary>
    public required string Hash { get; init; }

    /// <summary>The document itself, in Markdown; lists leave it out.</summary>
    public string? Source { get; init; }

    /// <summary>True if it is the version in force now.</summary>
    public required bool InForce { get; init; }

    /// <summary>When this server recorded it; that is when it was announced.</summary>
    public DateTimeOffset? Announced { get; init; }

    /// <summary>
    /// Where the notice that was promised is not kept: when it takes effect for accounts from before it was in force.
    /// </summary>
    public DateTimeOffset? ForExisting { get; init; }

    /// <summary>Where the notice that was promised is not kept: why.</summary>
    public string? OverrideReason { get; init; }
}

namespace Evenhand.Core.Policy;

/// <summary>A figure that a meter is held against, before an act (gate) and after it (case).</summary>
public sealed record Limit
{
    /// <summary>Its place among the limits.</summary>
    public required Place<Limit> Place { get; init; }

    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The place of the meter.</summary>
    public required Place<Meter> Meter { get; init; }

    /// <summary>The figure: base units, or for a ratio the ratio.</summary>
    public required Figure Figure { get; init; }

    /// <summary>Whether reaching the figure is too much already (else only passing it).</summary>
    public bool Reached { get; init; }

    /// <summary>Usage is divided by this number of days before it is compared; 1 for not at all.</summary>
    public int AveragedOver { get; init; } = 1;

    /// <summary>The least sample for a ratio to be judged: base units of its whole.</summary>
    public long AtLeast { get; init; }

    /// <summary>What the gate says of an act that would pass the figure.</summary>
    public Outcome Gate { get; init; }

    /// <summary>Whether passing it opens a case.</summary>
    public bool OpensCase { get; init; }

    /// <summary>Whether the gate denies what would pass it while the account is throttled for its clause.</summary>
    public bool DeniesOnceThrottled { get; init; }
}

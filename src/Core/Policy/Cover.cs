using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>
/// Something that takes usage off the bill. The covers of a meter stand in the order in which an act's units
/// are offered to them (<see cref="PolicyVersion.Covers"/> lists each meter's covers in that order).
/// </summary>
public abstract record Cover
{
    /// <summary>Its place among the covers.</summary>
    public required Place<Cover> Place { get; init; }

    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The place of the meter whose usage it covers.</summary>
    public required Place<Meter> Meter { get; init; }

    /// <summary>The acts that it covers; empty for all that the meter counts.</summary>
    public ImmutableArray<Selection> Acts { get; init; } = [];

    /// <summary>What must hold at the moment of the act.</summary>
    public Circumstances While { get; init; } = Circumstances.Always;
}

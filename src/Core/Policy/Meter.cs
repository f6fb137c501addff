using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>A named measurement. Usage is in whole base units of <see cref="Unit"/>.</summary>
public abstract record Meter
{
    /// <summary>Its place among the policy's meters.</summary>
    public required Place<Meter> Place { get; init; }

    /// <summary>Its name; by default the slug of the clause that defines it.</summary>
    public required string Name { get; init; }

    /// <summary>The place of the clause that defines it.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The unit in which it is shown.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Whether it counts for each value of a field, so that a limit on it holds each of them.</summary>
    public virtual bool GoesByKey => false;
}

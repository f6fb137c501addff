using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A bound that every single act is held against.</summary>
public sealed record ActBound
{
    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The acts.</summary>
    public required ImmutableArray<Selection> Acts { get; init; }

    /// <summary>What is asked of each.</summary>
    public required ActTest Test { get; init; }

    /// <summary>What the gate says of an act that fails the test.</summary>
    public Outcome Gate { get; init; }

    /// <summary>Whether such an act opens a case.</summary>
    public bool OpensCase { get; init; }

    /// <summary>The name under which an answer tells the bound (<c>max_duration</c>), or null.</summary>
    public string? Tells { get; init; }
}

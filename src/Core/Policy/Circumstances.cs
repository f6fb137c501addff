using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>When a rule applies: all of <paramref name="When"/> (if any) and none of <paramref name="Unless"/>.</summary>
/// <param name="When">At least one must hold, unless the list is empty.</param>
/// <param name="Unless">None may hold.</param>
public sealed record Circumstances(
    ImmutableArray<Circumstance> When,
    ImmutableArray<Circumstance> Unless
)
{
    /// <summary>Always.</summary>
    public static readonly Circumstances Always = new([], []);
}

/// <summary>A requirement on states and holdings at the moment of an act.</summary>
/// <param name="Kind">What is required.</param>
/// <param name="Index">The place of the state, add-on, cover or account attribute.</param>
public sealed record Circumstance(CircumstanceKind Kind, int Index);

/// <summary>What a circumstance looks at.</summary>
public enum CircumstanceKind
{
    /// <summary>The state is open for the key that the act names (for the account, when the state has no key).</summary>
    StateOpen,

    /// <summary>The state is open for no key at all.</summary>
    StateEmpty,

    /// <summary>The account, or the act's user, holds the add-on.</summary>
    Holds,

    /// <summary>The account carries the attribute (slot of the opening event) as true.</summary>
    Attribute,
}

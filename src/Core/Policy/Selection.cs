using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>The events of one type that satisfy all of its conditions.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Conditions">What must hold; empty means every event of the type.</param>
public sealed record Selection(EventType Type, ImmutableArray<Condition> Conditions);

/// <summary>One condition on a field of the act, or on what is kept of the thing that it refers to.</summary>
/// <param name="Test">What is asked of the value.</param>
/// <param name="Slot">The slot of the field in the event type, or the place among a thing's kept fields.</param>
/// <param name="OfThing">Whether the value is that of the thing which the act refers to.</param>
/// <param name="Values">For <see cref="Test.OneOf"/>: a bit per place in the field's choices (flags: bit 0 false, bit 1 true).</param>
public sealed record Condition(Test Test, int Slot, bool OfThing, ulong Values);

/// <summary>What a condition asks.</summary>
public enum Test
{
    /// <summary>The value is one of a set; an absent value without default is none of any.</summary>
    OneOf,

    /// <summary>The value is none of a set.</summary>
    NoneOf,

    /// <summary>The field is there.</summary>
    Present,

    /// <summary>The field is not there.</summary>
    Absent,
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

/// <summary>A condition that events open and close, for each value of a field.</summary>
/// <param name="Place">Its place among the states.</param>
/// <param name="Name">Its name.</param>
/// <param name="Clause">The clause that defines it.</param>
/// <param name="Key">The field whose values it is kept for; empty for the account as a whole.</param>
/// <param name="Opens">The events that open it, or open it anew.</param>
/// <param name="Closes">The events that close it.</param>
/// <param name="Lasts">How long it stays open after the last opening; zero for ever.</param>
/// <param name="ToEndOfDay">Whether it lasts to the end of the local day in which <paramref name="Lasts"/> ends.</param>
public sealed record OpenState(
    Place<OpenState> Place,
    string Name,
    Place<Clause> Clause,
    string Key,
    ImmutableArray<Selection> Opens,
    ImmutableArray<Selection> Closes,
    TimeSpan Lasts,
    bool ToEndOfDay
);

namespace Evenhand.Core.Policy;

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

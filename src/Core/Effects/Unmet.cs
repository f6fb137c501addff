using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>The conditions of acts that people take on an account's standing. Numbers stand in stored bytes.</summary>
[Flags]
public enum Unmet
{
    /// <summary>All conditions hold.</summary>
    None = 0,

    /// <summary>No case is named, or an unknown one.</summary>
    Cases = 1 << 0,

    /// <summary>A charge has no price or another than is printed, or a line is charged otherwise already.</summary>
    Charge = 1 << 1,

    /// <summary>A named case has no finding that carries the step.</summary>
    Finding = 1 << 2,

    /// <summary>A step of the same or a greater height is on its way.</summary>
    Higher = 1 << 3,

    /// <summary>The ladder has no such step, or the clause does not allow it.</summary>
    Kind = 1 << 4,

    /// <summary>The step before it has not been in force.</summary>
    Needed = 1 << 5,

    /// <summary>Who acts may not.</summary>
    Person = 1 << 6,

    /// <summary>The thing is not in the state that the act needs.</summary>
    State = 1 << 7,

    /// <summary>The acts to suspend cannot be.</summary>
    Suspends = 1 << 8,

    /// <summary>The id is taken.</summary>
    Taken = 1 << 9,

    /// <summary>Too early or too late, or an impossible interval.</summary>
    Time = 1 << 10,

    /// <summary>There is no such thing.</summary>
    Unknown = 1 << 11,

    /// <summary>Something keeps the thing.</summary>
    Kept = 1 << 12,

    /// <summary>The thing is in quarantine.</summary>
    Quarantined = 1 << 13,
}

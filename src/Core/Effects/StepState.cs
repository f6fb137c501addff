using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>How far a step has come. Numbers stand in stored bytes: append, never renumber.</summary>
public enum StepState
{
    /// <summary>A person or the system proposes it.</summary>
    Proposed,

    /// <summary>The account is told of it.</summary>
    Announced,

    /// <summary>It does what it is for.</summary>
    InForce,

    /// <summary>It was taken off while in force.</summary>
    Lifted,

    /// <summary>Its time ran out.</summary>
    Lapsed,

    /// <summary>It was taken back before it came into force.</summary>
    Withdrawn,
}

using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Watching;

/// <summary>How a threshold stands in the present cycle.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Told">What the account was told of it.</param>
public sealed record ThresholdState(Threshold Threshold, ThresholdWord Told);

/// <summary>What an account was told of a threshold in a cycle.</summary>
public enum ThresholdWord
{
    /// <summary>Nothing: it was not reached.</summary>
    Nothing,

    /// <summary>That it was reached.</summary>
    Reached,

    /// <summary>That what was reached is no longer so.</summary>
    Resolved,
}

/// <summary>An account with thresholds, as a visit found it.</summary>
/// <param name="Sequence">How many records of its stream were known.</param>
/// <param name="Thresholds">Its thresholds.</param>
/// <param name="Cycle">The first instant of the present cycle.</param>
/// <param name="Told">What it was told of each in it, in their order.</param>
internal sealed record Watched(
    long Sequence,
    IReadOnlyList<Threshold> Thresholds,
    Moment Cycle,
    IReadOnlyList<ThresholdWord> Told
);

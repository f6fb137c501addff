using System.Collections.Immutable;
using Evenhand.Wire;

namespace Evenhand.Pages.Versions;

/// <summary>A draft whole: its words, what is wrong with them, what they change, and what was tried.</summary>
/// <param name="Row">The draft.</param>
/// <param name="Parts">Its words, part by part.</param>
/// <param name="Examples">How many examples it has.</param>
public sealed record DraftSheet(DraftRow Row, ImmutableArray<DraftPart> Parts, int Examples)
{
    /// <summary>The version that it would be; null where it does not pass the check.</summary>
    public string? Version { get; init; }

    /// <summary>The first day of it; null where it does not pass the check.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>What differs from what is in force; null where it does not pass the check.</summary>
    public VersionDifference? Difference { get; init; }

    /// <summary>Trials of the version that it would be, the latest first.</summary>
    public IReadOnlyList<TrialView> Trials { get; init; } = [];

    /// <summary>Whether whoever looks may put it away.</summary>
    public bool MayEnd { get; init; }

    /// <summary>How much is wrong.</summary>
    public int Problems => Parts.Sum(each => each.Problems.Length);
}

namespace Evenhand.Node.Changes;

/// <summary>What changed after a place of the feed, each account once.</summary>
/// <param name="Changes">The changes, in the order in which each account first changed.</param>
/// <param name="End">Up to where this is all.</param>
public sealed record ChangePage(IReadOnlyList<Change> Changes, ChangeMark End);

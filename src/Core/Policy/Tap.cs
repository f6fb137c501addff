namespace Evenhand.Core.Policy;

/// <summary>What one kind of act adds to a meter.</summary>
/// <param name="Selection">The acts.</param>
/// <param name="Measure">What each counts.</param>
/// <param name="Key">The slot of the key; -1 where the meter has none.</param>
/// <param name="DistinctBy">The slot of the value that counts once; -1 where every act counts.</param>
public sealed record Tap(Selection Selection, Measure Measure, int Key, int DistinctBy);

namespace Evenhand.Node.Amending;

/// <summary>Another way to read words of a version, that is tried instead of the one that was chosen.</summary>
/// <param name="Reading">Which of the readings of the version, in the order of its document, from 0.</param>
/// <param name="Alternative">Which of its alternatives, from 0.</param>
public readonly record struct TriedReading(int Reading, int Alternative);

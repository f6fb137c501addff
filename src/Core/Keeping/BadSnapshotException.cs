namespace Evenhand.Core.Keeping;

/// <summary>
/// Bytes that are no snapshot, or none that means anything here: damaged, of another format, or of other policies. What
/// to do is always the same: leave them and fold from the beginning.
/// </summary>
/// <param name="message">What is wrong with the bytes.</param>
public sealed class BadSnapshotException(string message) : Exception(message);

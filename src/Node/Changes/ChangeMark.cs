using Evenhand.Ledger;

namespace Evenhand.Node.Changes;

/// <summary>How far somebody knows what changed.</summary>
/// <param name="Place">In the feed of this run of the server.</param>
/// <param name="Cursor">In the ledger, where it means the same after a start: all that lies before it is known, and perhaps more.</param>
public readonly record struct ChangeMark(long Place, ChangeCursor Cursor);

using System.IO.Hashing;

namespace Evenhand.Ledger.Segments;

/// <summary>Proves that a cursor is of a ledger's own past: the chain of each partition says what lies up to there, and in what order.</summary>
internal static class CursorProof
{
    /// <summary>The proof of a cursor; null where a segment that it names is not there.</summary>
    /// <param name="identity">The ledger.</param>
    /// <param name="upTo">The cursor, with a place for each partition.</param>
    /// <param name="chains">The hash of the segment at each place, in that order; null where there is none.</param>
    public static ulong? Of(
        LedgerIdentity identity,
        ChangeCursor upTo,
        IReadOnlyList<byte[]?> chains
    )
    {
        var hash = new XxHash3();
        hash.Append(identity.Id.ToByteArray());
        for (var partition = 0; partition < chains.Count; partition++)
            if (chains[partition] is { } chain)
                hash.Append(chain);
            else if (upTo[partition] > 0)
                return null;
            else
                hash.Append([0]);
        return hash.GetCurrentHashAsUInt64();
    }
}

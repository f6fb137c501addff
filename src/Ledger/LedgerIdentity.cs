namespace Evenhand.Ledger;

/// <summary>Which ledger this is, and its secret.</summary>
/// <param name="Id">Made when the ledger was.</param>
/// <param name="Seed">A secret that makes collisions of hashes hard to craft; what is stored depends on it.</param>
/// <param name="Partitions">
/// How many partitions it was made with, which never changes; an embedded one has one. Each has a node of its own, though one
/// node may have several.
/// </param>
public sealed record LedgerIdentity(Guid Id, long Seed, int Partitions = 1)
{
    /// <summary>The partition that a stream lies in.</summary>
    public int PartitionOf(StreamName stream) => Partitioning.Of(stream, Partitions);
}

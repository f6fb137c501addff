using System.Text;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Walks all partitions at once, in an order in which everything may have arrived: each in its own, and none beyond what its segments
/// say that the shared stream held when they were laid down.
/// </summary>
internal sealed class DatabaseWalk(Session session, Known known)
{
    /// <summary>Shows every slice and whose it is.</summary>
    public async Task RunAsync(Action<string, StoredSlice> visit)
    {
        var walks = new List<(PartitionWalk Walk, WalkedSlices Slices)>();
        try
        {
            var queue = new PriorityQueue<int, (long, int, int)>();
            foreach (var partition in known.Partitions)
            {
                walks.Add(
                    (
                        new PartitionWalk(session, known.Identity, partition.Number),
                        new WalkedSlices(
                            (name, slice) => visit(Encoding.UTF8.GetString(name), slice),
                            WayOut.OfDatabase
                        )
                    )
                );
                await MoveAsync(queue, walks[^1].Walk, partition.Number);
            }
            while (queue.TryDequeue(out var partition, out _))
            {
                var (walk, slices) = walks[partition];
                slices.Visit(walk.Next!.Head, walk.Slots, walk.Next.Payload);
                await MoveAsync(queue, walk, partition);
            }
        }
        finally
        {
            walks.ForEach(each => each.Walk.Dispose());
        }
    }

    /// <summary>What is added to the shared stream comes after all that was laid down while it was as long as before.</summary>
    private static async Task MoveAsync(
        PriorityQueue<int, (long Shared, int Adds, int Partition)> queue,
        PartitionWalk walk,
        int partition
    )
    {
        await walk.MoveAsync();
        if (walk.Next is not { } next)
            return;
        var adds = partition == 0 && walk.Slots.Exists(slot => slot.Stream == 0) ? 1 : 0;
        queue.Enqueue(partition, (next.Head.Shared ?? 0, adds, partition));
    }
}

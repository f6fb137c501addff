namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Files one partition after the other, beside the appends, once a partition has much in memory. Only the holder of a ledger does.
/// What was appended is safe already: where there is no room for the index, it stays in memory, and is tried again later.
/// </summary>
/// <param name="session">Where.</param>
/// <param name="most">How many slices of a partition are remembered before they are filed.</param>
internal sealed class Filer(Session session, int most)
{
    private Task running = Task.CompletedTask;

    /// <summary>Begins to file where there is much to be filed. Whoever appends calls it, between two appends.</summary>
    public void Look(Known known)
    {
        if (!running.IsCompleted || known.Epoch is not { } epoch)
            return;
        foreach (var partition in known.Partitions)
            if (partition.Places.Count >= most)
            {
                partition.Places.Age(partition.Tip);
                var upto = partition.Places.Base;
                running = FileAsync(partition, upto, epoch);
                return;
            }
    }

    /// <summary>Ends when what has begun is done.</summary>
    public Task EndAsync() => running;

    private async Task FileAsync(Partition partition, long upto, long epoch)
    {
        // The appender does not wait.
        await Task.Yield();
        try
        {
            await session.DoAsync(connection =>
                FiledPlaces.WriteAsync(connection, partition, upto, epoch)
            );
        }
        catch (Exception error) when (error is LedgerException or InvalidOperationException)
        {
            // The index is no more than a short way: the next append begins anew.
        }
    }
}

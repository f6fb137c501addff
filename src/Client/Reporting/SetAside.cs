namespace Evenhand.Client.Reporting;

/// <summary>
/// Events that the server did not take but may take later, as those of an account that is set aside there: each waits for
/// its time and is sent again, while the others go on. There is room for so many; the one that has waited longest makes
/// room. One reader; any number of writers.
/// </summary>
internal sealed class SetAside(int capacity, Backoff backoff, TimeProvider time, Random random)
    : IDisposable
{
    private readonly Lock guard = new();
    private readonly LinkedList<(Pending Event, DateTimeOffset Due)> events = new();
    private readonly SemaphoreSlim arrived = new(0);
    private TaskCompletionSource empty = Done();
    private bool closed;

    /// <summary>
    /// Sets an event aside. What had to go is returned: the event itself where it was tried often enough, an older one, or
    /// nothing.
    /// </summary>
    public Pending? Add(Pending refused)
    {
        var again = refused with { Refusals = refused.Refusals + 1 };
        if (again.Refusals >= backoff.MostAttempts)
            return again;
        lock (guard)
        {
            var due = time.GetUtcNow() + backoff.Delay(again.Refusals, null, random);
            if (empty.Task.IsCompleted)
                empty = new TaskCompletionSource(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
            events.AddLast((again, due));
            var oldest = events.Count > capacity ? events.First!.Value.Event : null;
            if (oldest is not null)
                events.RemoveFirst();
            arrived.Release();
            return oldest;
        }
    }

    /// <summary>Takes what is due, waiting for it; nothing when all is done and nothing will come any more.</summary>
    public async Task<List<Pending>> TakeAsync(int most, CancellationToken cancel)
    {
        while (true)
        {
            TimeSpan? wait;
            lock (guard)
            {
                var due = Due(most);
                if (due.Count > 0 || (closed && events.Count == 0))
                    return due;
                wait = events.Count == 0 ? null : events.Min(each => each.Due) - time.GetUtcNow();
            }
            if (wait is { } span)
                await Task.Delay(span > TimeSpan.Zero ? span : TimeSpan.Zero, time, cancel)
                    .ConfigureAwait(false);
            else
                await arrived.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>What was taken is stored, lost, or set aside once more.</summary>
    public void Settled()
    {
        lock (guard)
            if (events.Count == 0)
                empty.TrySetResult();
    }

    /// <summary>Ends when nothing is set aside.</summary>
    public Task EmptyAsync()
    {
        lock (guard)
            return empty.Task;
    }

    /// <summary>Nothing more will come but what is refused again.</summary>
    public void Close()
    {
        lock (guard)
            closed = true;
        arrived.Release();
    }

    /// <summary>Takes all that is left, as it will not be sent any more.</summary>
    public IReadOnlyList<Pending> GiveUp()
    {
        lock (guard)
        {
            Pending[] left = [.. events.Select(each => each.Event)];
            events.Clear();
            empty.TrySetResult();
            return left;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => arrived.Dispose();

    private List<Pending> Due(int most)
    {
        var now = time.GetUtcNow();
        var due = new List<Pending>();
        for (var node = events.First; node is not null && due.Count < most; )
        {
            var next = node.Next;
            if (node.Value.Due <= now)
            {
                due.Add(node.Value.Event);
                events.Remove(node);
            }
            node = next;
        }
        return due;
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}

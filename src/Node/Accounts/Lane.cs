namespace Evenhand.Node.Accounts;

/// <summary>
/// Works beside all else on what is done for accounts: on a few at once, on each by one alone. One that takes long keeps the others waiting only
/// where as many do as are worked on at once. Nothing runs while none waits; what waits when the node stops is left.
/// </summary>
/// <typeparam name="T">What it works on: an account, or something of one.</typeparam>
/// <param name="atOnce">On how many at once.</param>
/// <param name="work">Works on one; what goes wrong there is its own.</param>
/// <param name="left">Told once it may be added again, so that what came to be due while it was at hand is taken up.</param>
/// <param name="stop">Ends it.</param>
internal sealed class Lane<T>(
    int atOnce,
    Func<T, Task> work,
    Action<T> left,
    CancellationToken stop
)
    where T : struct
{
    private readonly Lock gate = new();
    private readonly Queue<T> waiting = new();
    private readonly HashSet<T> known = [];
    private TaskCompletionSource? running;
    private Exception? fault;
    private int workers;

    /// <summary>Ends when nothing waits any more.</summary>
    public Task Idle
    {
        get
        {
            lock (gate)
                return running?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Adds something; whether it was neither waiting nor at hand.</summary>
    public bool TryAdd(T item)
    {
        lock (gate)
        {
            if (!known.Add(item))
                return false;
            waiting.Enqueue(item);
            if (workers < atOnce)
            {
                running ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                workers++;
                _ = Task.Run(RunAsync);
            }
            return true;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (TryTake(out var item))
                await WorkAsync(item);
        }
        catch (Exception bug)
        {
            Leave(bug);
        }
    }

    private async Task WorkAsync(T item)
    {
        await work(item);
        lock (gate)
            known.Remove(item);
        left(item);
    }

    /// <summary>Takes the next; where there is none, whoever asked is gone from then on.</summary>
    private bool TryTake(out T item)
    {
        item = default;
        lock (gate)
        {
            if (!stop.IsCancellationRequested && waiting.TryDequeue(out item))
                return true;
            Leave(null);
            return false;
        }
    }

    private void Leave(Exception? bug)
    {
        lock (gate)
        {
            fault ??= bug;
            if (--workers > 0)
                return;
            var (ended, why) = (running!, fault);
            (running, fault) = (null, null);
            if (why is null)
                ended.SetResult();
            else
                ended.SetException(why);
        }
    }
}

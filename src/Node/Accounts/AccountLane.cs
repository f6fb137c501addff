using Evenhand.Core.Stream;

namespace Evenhand.Node.Accounts;

/// <summary>
/// Works on accounts beside all else: on a few at once, on each by one alone. Nothing runs while none waits; what waits when the node
/// stops is left.
/// </summary>
/// <param name="atOnce">On how many at once.</param>
/// <param name="work">Works on one; what goes wrong there is its own.</param>
/// <param name="left">Told once an account may be added again, so that what came to be due while it was at hand is taken up.</param>
/// <param name="stop">Ends it.</param>
internal sealed class AccountLane(
    int atOnce,
    Func<AccountId, Task> work,
    Action<AccountId> left,
    CancellationToken stop
)
{
    private readonly Lock gate = new();
    private readonly Queue<AccountId> waiting = new();
    private readonly HashSet<AccountId> known = [];
    private Task running = Task.CompletedTask;
    private bool isRunning;

    /// <summary>Ends when nothing waits any more.</summary>
    public Task Idle
    {
        get
        {
            lock (gate)
                return running;
        }
    }

    /// <summary>Adds an account; whether it was neither waiting nor at hand.</summary>
    public bool TryAdd(AccountId name)
    {
        lock (gate)
        {
            if (!known.Add(name))
                return false;
            waiting.Enqueue(name);
            if (!isRunning)
            {
                isRunning = true;
                running = Task.Run(RunAsync);
            }
            return true;
        }
    }

    private async Task RunAsync()
    {
        do
        {
            await Parallel.ForEachAsync(
                TakeWaiting(),
                new ParallelOptions { MaxDegreeOfParallelism = atOnce },
                async (name, _) => await WorkAsync(name)
            );
        } while (!TryEnd());
    }

    private async Task WorkAsync(AccountId name)
    {
        await work(name);
        lock (gate)
            known.Remove(name);
        left(name);
    }

    private IEnumerable<AccountId> TakeWaiting()
    {
        while (TryTake(out var name))
            yield return name;
    }

    private bool TryTake(out AccountId name)
    {
        name = default;
        lock (gate)
            return !stop.IsCancellationRequested && waiting.TryDequeue(out name);
    }

    private bool TryEnd()
    {
        lock (gate)
            return !(isRunning = waiting.Count > 0 && !stop.IsCancellationRequested);
    }
}

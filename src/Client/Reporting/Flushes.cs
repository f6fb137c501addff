namespace Evenhand.Client.Reporting;

/// <summary>
/// Who waits until everything up to a number is done. While anyone does, no batch lingers.
/// </summary>
internal sealed class Flushes
{
    private readonly Lock guard = new();
    private readonly List<(long Number, TaskCompletionSource Done)> waiting = [];
    private CancellationTokenSource? linger;
    private long done;

    /// <summary>Waits until everything up to this number is done.</summary>
    public Task WaitAsync(long number)
    {
        lock (guard)
        {
            if (number <= done)
                return Task.CompletedTask;
            var flush = new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            waiting.Add((number, flush));
            linger?.Cancel();
            return flush.Task;
        }
    }

    /// <summary>Starts a wait that a flush cuts short.</summary>
    public void Linger(CancellationTokenSource started)
    {
        lock (guard)
        {
            linger = started;
            if (waiting.Count > 0)
                started.Cancel();
        }
    }

    /// <summary>Ends that wait; afterwards its source may be disposed of.</summary>
    public void LingerEnds()
    {
        lock (guard)
            linger = null;
    }

    /// <summary>Everything up to this number is done.</summary>
    public void Done(long number)
    {
        lock (guard)
        {
            done = Math.Max(done, number);
            foreach (var (_, flush) in waiting.Where(flush => flush.Number <= done))
                flush.TrySetResult();
            waiting.RemoveAll(flush => flush.Number <= done);
        }
    }
}

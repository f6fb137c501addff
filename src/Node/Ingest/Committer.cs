using System.Diagnostics;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Ingest;

/// <summary>
/// The one thread that appends: it takes what waits, stores it in one commit, counts it, and only then has it
/// acknowledged. What waits has a bound in bytes.
/// </summary>
internal sealed partial class Committer : IDisposable
{
    /// <summary>How often a job waits for an account that is made stale again and again.</summary>
    private const int MostWaits = 4;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    private readonly NodeContext context;
    private readonly Commit commit;
    private readonly AccountDirectory accounts;
    private readonly HashSet<Job> waiting = [];
    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Thread thread;
    private List<Job> queue = [];
    private List<Job> taken = [];
    private long waitingBytes;
    private bool stopping;
    private string? fault;
    private string? defect;

    /// <summary>Begins.</summary>
    /// <param name="context">The node.</param>
    /// <param name="accounts">Its accounts.</param>
    /// <param name="schema">The number of the schema by which events are stored.</param>
    public Committer(NodeContext context, AccountDirectory accounts, int schema)
    {
        (this.context, this.accounts) = (context, accounts);
        commit = new Commit(context, accounts, () => new Packers(schema, context.Seed));
        thread = new Thread(Run) { IsBackground = true, Name = "committer" };
        thread.Start();
    }

    /// <summary>Why the ledger did not take the last commit; null when it did.</summary>
    public string? Fault => Volatile.Read(ref fault);

    /// <summary>Why the last commit failed in a way that it never should; null when it did not.</summary>
    public string? Defect => Volatile.Read(ref defect);

    /// <summary>Bytes that wait.</summary>
    public long WaitingBytes => Interlocked.Read(ref waitingBytes);

    /// <summary>Commits so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Events stored so far.</summary>
    public long Accepted { get; private set; }

    /// <summary>When the last of them was; never where none was since the start.</summary>
    public Moment LastAccepted { get; private set; } = Moment.Never;

    /// <summary>Repeats dropped so far.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Elements rejected so far.</summary>
    public long Rejected { get; private set; }

    /// <summary>Has a batch stored.</summary>
    /// <exception cref="RequestException">Too much waits, or the node is stopping.</exception>
    public Task<IngestOutcome> StoreAsync(EventBatch batch)
    {
        var job = new BatchJob(batch);
        Enqueue(job, bounded: true);
        return job.Done;
    }

    /// <summary>Has a record stored that the node itself makes, which is never too much.</summary>
    /// <exception cref="RequestException">The node is stopping.</exception>
    public Task<bool> StoreAsync(Addition addition)
    {
        Enqueue(addition, bounded: false);
        return addition.Done;
    }

    /// <summary>Takes in nothing more, stores what can be stored, and ends. It waits for no account.</summary>
    public void Dispose()
    {
        lock (gate)
            stopping = true;
        arrived.Release();
        thread.Join();
        commit.Dispose();
        arrived.Dispose();
        foreach (var job in waiting.ToArray())
            job.Fail(Stopping());
    }

    private void Enqueue(Job job, bool bounded)
    {
        context.Fence.Check();
        lock (gate)
        {
            if (stopping)
                throw Stopping();
            if (bounded && waitingBytes + job.Bytes > context.Settings.MostWaitingBytes)
                throw new RequestException(
                    Code.Overloaded,
                    Language.Key("more events are waiting than the server takes in")
                )
                {
                    RetryAfter = Later,
                };
            waitingBytes += job.Bytes;
            queue.Add(job);
            if (queue.Count > 1)
                return;
        }
        arrived.Release();
    }

    private void Run()
    {
        while (true)
        {
            arrived.Wait();
            bool ends;
            while (Take(out ends))
                Store(taken);
            if (ends)
                return;
        }
    }

    /// <summary>Takes jobs up to the bound of a commit, or one that passes it alone.</summary>
    private bool Take(out bool ends)
    {
        taken.Clear();
        lock (gate)
        {
            ends = stopping;
            var (count, records) = (0, 0);
            while (
                count < queue.Count
                && (count == 0 || records + queue[count].Records <= context.Settings.MostInCommit)
            )
                records += queue[count++].Records;
            if (count == queue.Count)
                (queue, taken) = (taken, queue);
            else
            {
                taken.AddRange(queue.GetRange(0, count));
                queue.RemoveRange(0, count);
            }
            foreach (var job in taken)
                waitingBytes -= job.Bytes;
        }
        return taken.Count > 0;
    }

    private void Store(List<Job> jobs)
    {
        try
        {
            commit.Run(jobs);
            Commits++;
            foreach (var job in jobs)
                if (job.WaitsFor.Count == 0)
                    Complete(job);
                else
                    Wait(job);
            Volatile.Write(ref fault, null);
            Volatile.Write(ref defect, null);
        }
        catch (FencedException found)
        {
            context.Fence.Fall(found);
            Fail(jobs, Fence.Refusal);
        }
        catch (LedgerException unavailable)
        {
            Volatile.Write(ref fault, unavailable.Message);
            Volatile.Write(ref defect, null);
            Unavailable(context.Log, unavailable.Message);
            Fail(jobs, Refusal(unavailable.Message));
        }
        catch (Exception bug) when (!Debugger.IsAttached)
        {
            Volatile.Write(ref defect, bug.Message);
            Failed(context.Log, bug);
            Fail(jobs, Refusal("the events could not be stored"));
        }
    }

    /// <summary>Lets a job wait for the accounts that were not ready for it; others go on meanwhile.</summary>
    private void Wait(Job job)
    {
        lock (gate)
        {
            waiting.Add(job);
            waitingBytes += job.Bytes;
        }
        _ = GoOnAsync(job, [.. job.WaitsFor.Select(accounts.PrepareAsync)]);
    }

    /// <summary>
    /// Goes on as soon as one of the accounts is ready. What has waited as long as it may is refused, and may be sent
    /// again.
    /// </summary>
    private async Task GoOnAsync(Job job, Task[] ready)
    {
        var waited = job.NoteWait(context.Clock.Now);
        var longest = context.Settings.LongestWait.ToTimeSpan() - waited;
        using var ended = new CancellationTokenSource();
        var tooLong = Task.Delay(
            longest > TimeSpan.Zero ? longest : TimeSpan.Zero,
            context.Clock,
            ended.Token
        );
        await Task.WhenAny([.. ready, tooLong]);
        job.HasWaited = tooLong.IsCompleted || job.Waits >= MostWaits;
        await ended.CancelAsync();
        lock (gate)
        {
            waiting.Remove(job);
            if (!stopping)
            {
                queue.Add(job);
                if (queue.Count == 1)
                    arrived.Release();
                return;
            }
            waitingBytes -= job.Bytes;
        }
        job.Fail(Stopping());
    }

    private void Complete(Job job)
    {
        if (job is BatchJob batch)
        {
            Accepted += batch.Accepted;
            if (batch.Accepted > 0)
                LastAccepted = context.Clock.Now;
            Duplicates += batch.Duplicates;
            Rejected += batch.RejectedCount;
            batch.Complete();
        }
        else
            ((Addition)job).Complete();
    }

    private static RequestException Stopping() =>
        new(Code.Stopping, "the server is stopping") { RetryAfter = Later };

    private static RequestException Refusal(string why) =>
        new(Code.Unavailable, why) { RetryAfter = Later };

    private static void Fail(List<Job> jobs, RequestException why)
    {
        foreach (var job in jobs)
            job.Fail(why);
    }

    [LoggerMessage(
        LogLevel.Error,
        "The ledger did not take a commit: {Why} Nothing of it was acknowledged."
    )]
    private static partial void Unavailable(ILogger log, string why);

    [LoggerMessage(LogLevel.Critical, "A commit failed in a way that it never should.")]
    private static partial void Failed(ILogger log, Exception bug);
}

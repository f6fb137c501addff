using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;

namespace Evenhand.Node.Ingest;

/// <summary>Something that waits to be stored. Its accounts let it wait from several threads; all else is the committer's.</summary>
internal abstract class Job
{
    private readonly HashSet<Door> waitsFor = [];
    private int waitedFor = int.MaxValue;
    private Moment? waitsSince;

    /// <summary>Bytes of memory that it takes while it waits.</summary>
    public abstract int Bytes { get; }

    /// <summary>How many records it has.</summary>
    public abstract int Records { get; }

    /// <summary>Accounts that were not ready for it in the last commit: the rest of it waits for them.</summary>
    public IReadOnlyCollection<Door> WaitsFor => waitsFor;

    /// <summary>How often it has waited for no fewer accounts than before.</summary>
    public int Waits { get; private set; }

    /// <summary>Whether it has waited as long as it may: what is not ready now is refused.</summary>
    public bool HasWaited { get; set; }

    /// <summary>Begins to be admitted, perhaps again.</summary>
    public virtual void Begin() => waitsFor.Clear();

    /// <summary>It was not stored.</summary>
    public abstract void Fail(Exception why);

    /// <summary>Notes that it waits, once more; returns for how long it has waited.</summary>
    public TimeSpan NoteWait(Moment now)
    {
        Waits += waitsFor.Count >= waitedFor ? 1 : 0;
        waitedFor = waitsFor.Count;
        waitsSince ??= now;
        return now - waitsSince.Value;
    }

    /// <summary>Has it wait until an account is ready.</summary>
    protected void WaitFor(Door door) => waitsFor.Add(door);
}

/// <summary>A batch of events that waits to be stored; what can be stored does not wait for the rest of it.</summary>
internal sealed class BatchJob(EventBatch batch) : Job
{
    private readonly TaskCompletionSource<IngestOutcome> done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private List<RejectedElement> rejected = batch.Rejected;
    private List<Range> left = [Range.All];
    private readonly List<Range> waiting = [];
    private List<Warning>? warnings;

    /// <summary>The events.</summary>
    public EventBatch Batch => batch;

    /// <summary>Ends when the batch is stored.</summary>
    public Task<IngestOutcome> Done => done.Task;

    /// <inheritdoc/>
    public override int Bytes => batch.Records.Length;

    /// <inheritdoc/>
    public override int Records => batch.Count;

    /// <summary>Where in the batch the events lie that are still to be admitted.</summary>
    public IReadOnlyList<Range> Left => left;

    /// <summary>How many are new.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many were there already.</summary>
    public int Duplicates { get; private set; }

    /// <summary>How many were no good.</summary>
    public int RejectedCount => rejected.Count;

    /// <inheritdoc/>
    public override void Begin()
    {
        base.Begin();
        waiting.Clear();
    }

    /// <summary>Has events of one account wait until it is ready.</summary>
    /// <param name="door">The account's door.</param>
    /// <param name="events">Where they lie in the batch.</param>
    public void Wait(Door door, Range events)
    {
        lock (waiting)
        {
            WaitFor(door);
            waiting.Add(events);
        }
    }

    /// <summary>Counts an event whose part of the commit is durable, or was refused for good.</summary>
    /// <param name="index">Its place in the body.</param>
    /// <param name="fault">Why it was turned away; null where it was not.</param>
    /// <param name="isRepeat">Whether it was there already.</param>
    public void Count(int index, Fault? fault, bool isRepeat)
    {
        if (fault is { } wrong)
            Reject(index, wrong);
        else if (isRepeat)
            Duplicates++;
        else
            Accepted++;
    }

    /// <summary>Tells of an event that was stored what its account finds odd about it.</summary>
    public void Warn(int index, Fault fault)
    {
        warnings ??= [];
        if (warnings.Count < IngestOutcome.MostWarnings)
            warnings.Add(new Warning(index, fault));
    }

    /// <summary>The commit is over: what did not wait is counted.</summary>
    public void GoOn() => left = [.. waiting.OrderBy(each => each.Start.Value)];

    /// <summary>It was stored.</summary>
    public void Complete()
    {
        if (!ReferenceEquals(rejected, batch.Rejected))
            rejected.Sort((a, b) => a.Index.CompareTo(b.Index));
        done.TrySetResult(
            new IngestOutcome(Accepted, Duplicates, rejected) { Warnings = Warnings() }
        );
    }

    /// <inheritdoc/>
    public override void Fail(Exception why) => done.TrySetException(why);

    private void Reject(int index, Fault fault)
    {
        if (ReferenceEquals(rejected, batch.Rejected))
            rejected = [.. rejected];
        rejected.Add(new RejectedElement(index, fault));
    }

    /// <summary>What is told of elements that were taken, in their order.</summary>
    private Warning[] Warnings()
    {
        if (batch.Warnings.Count == 0 && warnings is null)
            return [];
        var refused = rejected.Select(each => each.Index).ToHashSet();
        return
        [
            .. batch
                .Warnings.Concat(warnings ?? [])
                .Where(each => !refused.Contains(each.Index))
                .OrderBy(each => each.Index)
                .Take(IngestOutcome.MostWarnings),
        ];
    }
}

using Evenhand.Core.Codes;
using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Accounts;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>Something that waits to be stored.</summary>
internal abstract class Job
{
    /// <summary>Bytes of memory that it takes while it waits.</summary>
    public abstract int Bytes { get; }

    /// <summary>How many records it has.</summary>
    public abstract int Records { get; }

    /// <summary>It was not stored.</summary>
    public abstract void Fail(Exception why);
}

/// <summary>A batch of events that waits to be stored.</summary>
internal sealed class BatchJob(EventBatch batch) : Job
{
    private readonly TaskCompletionSource<IngestOutcome> done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private List<RejectedElement> rejected = batch.Rejected;

    /// <summary>The events.</summary>
    public EventBatch Batch => batch;

    /// <summary>Ends when the batch is stored.</summary>
    public Task<IngestOutcome> Done => done.Task;

    /// <inheritdoc/>
    public override int Bytes => batch.Records.Length;

    /// <inheritdoc/>
    public override int Records => batch.Count;

    /// <summary>How many are new.</summary>
    public int Accepted { get; set; }

    /// <summary>How many were there already.</summary>
    public int Duplicates { get; set; }

    /// <summary>How many were no good.</summary>
    public int RejectedCount => rejected.Count;

    /// <summary>Begins to be admitted, perhaps again.</summary>
    public void Begin()
    {
        (Accepted, Duplicates) = (0, 0);
        rejected = batch.Rejected;
    }

    /// <summary>Turns an element away.</summary>
    public void Reject(int index, Fault fault)
    {
        if (ReferenceEquals(rejected, batch.Rejected))
            rejected = [.. rejected];
        rejected.Add(new RejectedElement(index, fault.Code, fault.Detail));
    }

    /// <summary>It was stored.</summary>
    public void Complete()
    {
        if (!ReferenceEquals(rejected, batch.Rejected))
            rejected.Sort((a, b) => a.Index.CompareTo(b.Index));
        done.TrySetResult(new IngestOutcome(Accepted, Duplicates, rejected));
    }

    /// <inheritdoc/>
    public override void Fail(Exception why) => done.TrySetException(why);
}

/// <summary>A record other than an event that waits to be stored.</summary>
/// <param name="account">The account; empty for the shared stream.</param>
/// <param name="kind">What the record is.</param>
/// <param name="payload">The record.</param>
/// <param name="time">Its time, in ticks.</param>
/// <param name="wanted">Asked as it is stored: whether it is still wanted; null for yes.</param>
internal sealed class Addition(
    string account,
    SliceKind kind,
    byte[] payload,
    long time,
    Func<ServedAccount, bool>? wanted = null
) : Job
{
    private readonly TaskCompletionSource<bool> done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>The account; empty for the shared stream.</summary>
    public string Account => account;

    /// <summary>What the record is.</summary>
    public SliceKind Kind => kind;

    /// <summary>The record.</summary>
    public byte[] Payload => payload;

    /// <summary>Its time, in ticks.</summary>
    public long Time => time;

    /// <summary>Ends when it is stored; false where it was no longer wanted.</summary>
    public Task<bool> Done => done.Task;

    /// <inheritdoc/>
    public override int Bytes => payload.Length;

    /// <inheritdoc/>
    public override int Records => 1;

    /// <summary>Whether it is still wanted.</summary>
    public bool IsWanted(ServedAccount now) => wanted is null || wanted(now);

    /// <summary>It was stored, or is not wanted any more.</summary>
    public void Complete(bool stored) => done.TrySetResult(stored);

    /// <inheritdoc/>
    public override void Fail(Exception why) => done.TrySetException(why);
}

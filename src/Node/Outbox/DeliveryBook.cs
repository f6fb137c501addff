using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Outbox;

/// <summary>How far each consumer has come with what one account was told. Cursors are sequences of its stream.</summary>
internal sealed class DeliveryBook
{
    private const int MostDoublings = 8;

    private SmallMap<string, long> upTo;
    private SmallMap<string, Attempt> attempts;
    private long said;
    private Moment saidAt = Moment.Earliest;

    /// <summary>Takes note of a slice of the account's stream that may tell something.</summary>
    public void Note(in StoredSlice slice)
    {
        if (ToldRecord.In(slice).IsEmpty)
            return;
        (said, saidAt) = (slice.From + slice.Count, slice.Committed);
        attempts.RemoveWhere((_, attempt) => attempt.Failures == 0);
    }

    /// <summary>Takes note of how far a consumer has come.</summary>
    public void Learn(DeliveredRecord record)
    {
        upTo[record.Consumer] = Math.Max(record.UpTo, upTo.GetValueOrDefault(record.Consumer));
        attempts.Remove(record.Consumer);
    }

    /// <summary>From which sequence on there is something for a consumer; null where there is nothing.</summary>
    /// <param name="consumer">Its name.</param>
    /// <param name="since">When it began: what was told before is not for it.</param>
    public long? From(string consumer, Moment since) =>
        upTo.TryGetValue(consumer, out var reached)
            ? said > reached
                ? reached
                : null
            : saidAt >= since
                ? 0
                : null;

    /// <summary>Whether a consumer has not come so far yet, as the ledger knows it.</summary>
    public bool IsBehind(string consumer, long sequence) =>
        upTo.GetValueOrDefault(consumer) < sequence;

    /// <summary>When the account is to be looked at for a consumer; never where there is nothing for it.</summary>
    public Moment DueAt(string consumer, Moment since) =>
        From(consumer, since) is null ? Moment.Never : Known(consumer).Again;

    /// <summary>It is being seen to; should that be lost, it is looked at again in a while.</summary>
    public void Begin(string consumer, Moment now) =>
        attempts[consumer] = Known(consumer) with { Again = now + TimeSpan.FromMinutes(1) };

    /// <summary>The consumer failed: it is tried again after 1 s, 2 s, 4 s … at most every four minutes or so.</summary>
    public void Fail(string consumer, Moment now)
    {
        var failures = Known(consumer).Failures;
        attempts[consumer] = new Attempt(
            Math.Min(MostDoublings, failures + 1),
            now + TimeSpan.FromSeconds(1 << failures)
        );
    }

    private Attempt Known(string consumer) =>
        attempts.TryGetValue(consumer, out var attempt) ? attempt : Attempt.None;

    /// <summary>Writes or reads how far they have come; when they are tried again is not kept.</summary>
    public void Exchange(StatePort port)
    {
        said = port.Exchange(said);
        saidAt = port.Exchange(saidAt);
        List<(string Consumer, long Reached)> reached =
        [
            .. upTo.All().OrderBy(each => each.Key, StringComparer.Ordinal),
        ];
        port.List(
            reached,
            (port, each) => (port.Exchange(each.Consumer), port.Exchange(each.Reached))
        );
        if (!port.Reads)
            return;
        upTo.Clear();
        foreach (var (consumer, sequence) in reached)
            upTo[consumer] = sequence;
    }

    /// <summary>How often a consumer failed one after the other, and when it is tried again.</summary>
    private readonly record struct Attempt(int Failures, Moment Again)
    {
        public static readonly Attempt None = new(0, Moment.Earliest);
    }
}

using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Sending;

/// <summary>The messages of one account: which are not over, and when each is tried next.</summary>
internal sealed class SendingBook
{
    /// <summary>Deliveries of one account that may wait; what is told then waits before them, in the outbox.</summary>
    public const int MostOpen = 1_000;

    /// <summary>After each failure; after the last of them always as long.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
    ];

    /// <summary>How long a target is tried that takes nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>What is under way is looked at again after it, should it have been lost.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(2);

    private SmallMap<string, Moment> begun;
    private Moment passing = Moment.Earliest;

    /// <summary>How things stand.</summary>
    public SendingState State { get; private set; } = SendingState.Empty;

    /// <summary>Whether so much waits that nothing is added.</summary>
    public bool IsFull => State.Open.Length >= MostOpen;

    /// <summary>Takes note of a slice of that kind.</summary>
    public void Note(in StoredSlice slice)
    {
        Learn(SendingEntry.Read(slice.Payload), slice.From);
    }

    /// <summary>Takes note of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="place">Where in its stream it stands.</param>
    public void Learn(SendingEntry entry, long place)
    {
        State = State.With(entry, place);
        if (entry.Of is { } delivery)
            begun.Remove(delivery);
        if (entry is DigestPlanned digest)
            foreach (var gathered in digest.Deliveries)
                begun.Remove(gathered);
        if (entry is TroublesPassed)
            passing = Moment.Earliest;
    }

    /// <summary>When something is to be done next; never where nothing is.</summary>
    /// <param name="stopped">Whether nothing goes out.</param>
    public Moment NextDue(bool stopped)
    {
        var next = State.Troubles.IsEmpty ? Moment.Never : passing;
        if (State.Open.IsEmpty)
            return next;
        foreach (var delivery in Movable(stopped))
            next = Moment.Min(next, DueAt(delivery));
        return next;
    }

    /// <summary>What is to be done now, which is under way from then on.</summary>
    public IReadOnlyList<Delivery> Begin(Moment now, bool stopped)
    {
        if (State.Open.IsEmpty)
            return [];
        Delivery[] due = [.. Movable(stopped).Where(each => DueAt(each) <= now)];
        foreach (var delivery in due)
            begun[delivery.Id] = now + UnderWay;
        return due;
    }

    /// <summary>What those who run the service are to be told of, which is being passed on from then on.</summary>
    public ImmutableArray<Trouble> BeginTroubles(Moment now)
    {
        if (State.Troubles.IsEmpty || now < passing)
            return [];
        passing = now + UnderWay;
        return State.Troubles;
    }

    /// <summary>
    /// What is not over, with when each is tried next: null of one that was taken, or that waits for another to the same target.
    /// </summary>
    public IEnumerable<(Delivery Delivery, Moment? Next)> Tries()
    {
        HashSet<string> seen = [];
        foreach (var each in State.Open)
            yield return (
                each,
                each.Digest is { } digest ? digest
                : each.Due is null && seen.Add(each.Target) ? Moment.Max(each.Told, Retried(each))
                : null
            );
    }

    /// <summary>Whether one more failure of a delivery's target is the last.</summary>
    public bool IsLast(Delivery delivery, Moment now) =>
        FailingOf(delivery) is { } failing && now >= failing.Since + Patience;

    /// <summary>Since when a delivery's target takes nothing; null where that is not so.</summary>
    public Moment? FailsSince(Delivery delivery) => FailingOf(delivery)?.Since;

    /// <summary>Writes or reads how things stand.</summary>
    public void Exchange(StatePort port)
    {
        var bytes = port.Exchange(
            port.Reads || State == SendingState.Empty
                ? []
                : StoredJson.Write(State, StoredJson.Default.SendingState)
        );
        if (port.Reads)
            State =
                bytes.Length == 0
                    ? SendingState.Empty
                    : StoredJson.Read(bytes, StoredJson.Default.SendingState);
    }

    /// <summary>
    /// The first of each target that waits to be taken, and all that wait for their time. Of what waits for a digest the first stands
    /// for all, and holds up nothing else.
    /// </summary>
    private IEnumerable<Delivery> Movable(bool stopped)
    {
        HashSet<string> seen = [];
        HashSet<string> gathered = [];
        foreach (var delivery in State.Open)
            if (
                delivery.Due is not null
                || !stopped && (delivery.Digest is null ? seen : gathered).Add(delivery.Target)
            )
                yield return delivery;
    }

    private Moment DueAt(Delivery delivery) =>
        Moment.Max(
            delivery.Due ?? delivery.Digest ?? Retried(delivery),
            begun.TryGetValue(delivery.Id, out var again) ? again : Moment.Earliest
        );

    private Moment Retried(Delivery delivery)
    {
        if (FailingOf(delivery) is not { } failing)
            return Moment.Earliest;
        var (next, end) = (
            failing.Last + Pauses[Math.Min(failing.Failures, Pauses.Length) - 1],
            failing.Since + Patience
        );
        return failing.Last < end ? Moment.Min(next, end) : Moment.Earliest;
    }

    private FailingTarget? FailingOf(Delivery delivery)
    {
        foreach (var each in State.Failing)
            if (each.Target == delivery.Target)
                return each;
        return null;
    }
}

using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>
/// What is to be done with an account's bytes, in the order in which it is due: whoever asks what is next looks at the first, however
/// many there are.
/// </summary>
/// <param name="delay">How long bytes stay after their thing is gone.</param>
/// <param name="percent">What share may leave at once without a person being asked.</param>
internal sealed class BytesQueue(TimeSpan delay, int percent)
{
    /// <summary>Why bytes wait: something keeps their thing, or what was under its name.</summary>
    public const string Kept = "kept";

    /// <summary>Why bytes wait: so many would leave that a person is asked.</summary>
    public const string Brake = "brake";

    /// <summary>Why bytes wait: the store, or the ledger, failed.</summary>
    public const string Failing = "failed";

    private readonly SortedSet<(Moment Due, string Blob)> due = [];
    private readonly Dictionary<string, (KeptBytes Bytes, Moment Due)> waiting = new(
        StringComparer.Ordinal
    );
    private readonly RemovalBrake brake = new(percent);
    private Much staying;

    /// <summary>How long bytes stay after their thing is gone.</summary>
    public TimeSpan Delay => delay;

    /// <summary>When something is due next.</summary>
    public Moment Next => due.Count > 0 ? due.Min.Due : Moment.Never;

    /// <summary>Until when somebody is at work on it, so that nobody else need look.</summary>
    public Moment AtWorkUntil { get; set; } = Moment.Earliest;

    /// <summary>When somebody should look at it.</summary>
    public Moment NextLook => Moment.Max(Next, AtWorkUntil);

    /// <summary>How many bytes something is to be done with.</summary>
    public int Count => waiting.Count;

    /// <summary>All that waits, in the order in which it is due.</summary>
    public IEnumerable<KeptBytes> Waiting => due.Select(each => waiting[each.Blob].Bytes);

    /// <summary>What waits and is due by now, the first of it.</summary>
    public IReadOnlyList<KeptBytes> DueBy(Moment now, int most) =>
        [
            .. due.TakeWhile(each => each.Due <= now)
                .Take(most)
                .Select(each => waiting[each.Blob].Bytes),
        ];

    /// <summary>Whether a person is asked before bytes leave.</summary>
    public bool IsBraked(KeptBytes bytes, Moment now) =>
        brake.Counts(bytes) && brake.Stops(staying, now);

    /// <summary>Whether a person is asked before any leave.</summary>
    public bool AsksPerson(Moment now) => brake.Stops(staying, now);

    /// <summary>Bytes lie there.</summary>
    public void Add(KeptBytes bytes)
    {
        if (!bytes.IsLeaving)
            staying = staying.And(bytes.Bytes);
        Enter(bytes);
    }

    /// <summary>Bytes lie there no more.</summary>
    public void Remove(KeptBytes bytes)
    {
        Leave(bytes);
        if (!bytes.IsLeaving)
            staying = staying.Without(bytes.Bytes);
    }

    /// <summary>The thing of some bytes is gone.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="at">Since when.</param>
    /// <param name="byAccount">Whether the account itself deleted it.</param>
    public void Lose(KeptBytes bytes, Moment at, bool byAccount)
    {
        Leave(bytes);
        (bytes.Gone, bytes.IsByAccount, bytes.IsNoted) = (at, byAccount, false);
        Enter(bytes);
    }

    /// <summary>The thing of some bytes is there, or there again.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isCold">Whether it counts as cold.</param>
    public void Keep(KeptBytes bytes, bool isCold)
    {
        Leave(bytes);
        (bytes.Gone, bytes.IsNoted, bytes.CountAsCold) = (Moment.Never, false, isCold);
        Enter(bytes);
    }

    /// <summary>It is written down that bytes lie on another side.</summary>
    public void Move(BytesMoved entry, IEnumerable<KeptBytes> moved)
    {
        foreach (var bytes in moved)
        {
            Leave(bytes);
            (bytes.AreCold, bytes.Hindrance, bytes.Failed) = (entry.ToCold, null, 0);
            Enter(bytes);
        }
    }

    /// <summary>It is written down that the thing of some bytes is gone.</summary>
    public void Note(BytesGone entry, IEnumerable<KeptBytes> gone)
    {
        foreach (var bytes in gone.Where(each => !each.IsLeaving))
        {
            Leave(bytes);
            (bytes.Gone, bytes.IsByAccount, bytes.IsNoted) = (entry.At, entry.ByAccount, true);
            Enter(bytes);
        }
    }

    /// <summary>It is written down that bytes are deleted now.</summary>
    public void Leave(BytesLeaving entry, IEnumerable<KeptBytes> leaving)
    {
        foreach (var bytes in leaving)
        {
            if (bytes.IsLeaving)
                continue;
            Leave(bytes);
            (bytes.IsLeaving, bytes.Hindrance, bytes.Again) = (true, null, Moment.Earliest);
            staying = staying.Without(bytes.Bytes);
            Enter(bytes);
        }
        brake.Left(new Much(entry.Counted, entry.CountedBytes), entry.At);
    }

    /// <summary>A person said that what was gone by an instant may leave.</summary>
    public void Release(Moment at)
    {
        KeptBytes[] all = [.. waiting.Values.Select(each => each.Bytes)];
        foreach (var bytes in all)
            Leave(bytes);
        brake.Released = Moment.Max(brake.Released, at);
        foreach (var bytes in all)
        {
            if (bytes.Hindrance == Brake)
                (bytes.Again, bytes.Hindrance) = (Moment.Earliest, null);
            Enter(bytes);
        }
    }

    /// <summary>What waits because something keeps it is looked at now.</summary>
    public void LookAgain()
    {
        KeptBytes[] kept =
        [
            .. waiting.Values.Select(each => each.Bytes).Where(bytes => bytes.Hindrance == Kept),
        ];
        foreach (var bytes in kept)
        {
            Leave(bytes);
            bytes.Again = Moment.Earliest;
            Enter(bytes);
        }
    }

    /// <summary>Nothing is tried with bytes until an instant.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="until">The instant.</param>
    /// <param name="why">Why not; null where nothing stands in the way.</param>
    public void PutOff(KeptBytes bytes, Moment until, string? why)
    {
        Leave(bytes);
        (bytes.Again, bytes.Hindrance) = (until, why);
        Enter(bytes);
    }

    /// <summary>Of bytes that are to leave, what the brake counts.</summary>
    public Much Counted(IEnumerable<KeptBytes> leaving) =>
        leaving
            .Where(brake.Counts)
            .Aggregate(default(Much), (much, bytes) => much.And(bytes.Bytes));

    /// <summary>Writes or reads what is not known of the bytes themselves.</summary>
    public void Exchange(StatePort port) => brake.Exchange(port);

    private void Enter(KeptBytes bytes)
    {
        var at = bytes.DueAfter(delay);
        if (at == Moment.Never)
            return;
        due.Add((at, bytes.Blob));
        waiting.Add(bytes.Blob, (bytes, at));
        if (brake.Counts(bytes))
            brake.Count(bytes, isCounted: true);
    }

    private void Leave(KeptBytes bytes)
    {
        if (!waiting.Remove(bytes.Blob, out var was))
            return;
        due.Remove((was.Due, bytes.Blob));
        if (brake.Counts(bytes))
            brake.Count(bytes, isCounted: false);
    }
}

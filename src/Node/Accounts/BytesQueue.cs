using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

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

    /// <summary>Why bytes wait: they are in a part of an export that may still be fetched.</summary>
    public const string Exported = "export";

    /// <summary>Why bytes wait: the store brings them back.</summary>
    public const string Restoring = "restoring";

    /// <summary>Why bytes wait: the store, or the ledger, failed.</summary>
    public const string Failing = "failed";

    /// <summary>After so long those who run the service are told once more of what still waits for a person.</summary>
    private static readonly TimeSpan ToldAgain = TimeSpan.FromDays(7);

    private readonly SortedSet<(Moment Due, string Blob)> due = [];
    private readonly Dictionary<string, (KeptBytes Bytes, Moment Due, Moment Since)> waiting = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, int> hindered = new(StringComparer.Ordinal);

    /// <summary>What nothing stands in the way of but time, or that failed, by when it was to be done.</summary>
    private readonly SortedSet<(Moment Since, string Blob)> awaited = [];
    private readonly RemovalBrake brake = new(percent);
    private Much staying;

    /// <summary>How long bytes stay after their thing is gone.</summary>
    public TimeSpan Delay => delay;

    /// <summary>When something is due next.</summary>
    public Moment Next =>
        Moment.Min(
            Moment.Max(Moment.Min(CertificateDue, ExportDue), OthersAgain),
            due.Count > 0 ? due.Min.Due : Moment.Never
        );

    /// <summary>Before when neither a certificate nor a part of an export is tried again. It is forgotten with the account's place in memory.</summary>
    public Moment OthersAgain { get; set; } = Moment.Earliest;

    /// <summary>When the next part of an export is to be made; never while there is none to make.</summary>
    public Moment ExportDue { get; set; } = Moment.Never;

    /// <summary>When the certificate of a purge is to be made; never while there is none to make.</summary>
    public Moment CertificateDue { get; set; } = Moment.Never;

    /// <summary>Whether all that something is to be done with waits because something keeps it.</summary>
    public bool AllIsKept => waiting.Values.All(each => each.Bytes.Hindrance == Kept);

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

    /// <summary>What would leave and a person is asked about, where those who run the service are to be told of it; null where they are not.</summary>
    public Much? StopToTell(Moment now) =>
        AsksPerson(now) && (brake.Told <= brake.Released || brake.Told <= now - ToldAgain)
            ? brake.Pending
            : null;

    /// <summary>It is written down that they were told.</summary>
    public void Tell(BrakeStopped entry) => brake.Told = Moment.Max(brake.Told, entry.At);

    /// <summary>How many bytes wait, each as one, for a reason.</summary>
    /// <param name="why">The reason; null for those that nothing stands in the way of but time.</param>
    public int CountOf(string? why) =>
        why is null ? waiting.Count - hindered.Values.Sum() : hindered.GetValueOrDefault(why);

    /// <summary>Since when the first of what only time stands in the way of, or of what failed, is due; never for nothing.</summary>
    public Moment OldestDue => awaited.Count > 0 ? awaited.Min.Since : Moment.Never;

    /// <summary>What lies in the store, until it is written down that it does not.</summary>
    public LyingBytes Lying { get; private set; }

    /// <summary>Bytes lie there.</summary>
    public void Add(KeptBytes bytes)
    {
        Lying = Lying.And(bytes.Bytes, bytes.AreCold);
        if (!bytes.IsLeaving)
            staying = staying.And(bytes.Bytes);
        Enter(bytes);
    }

    /// <summary>Bytes lie there no more.</summary>
    public void Remove(KeptBytes bytes)
    {
        Leave(bytes);
        Lying = Lying.And(-bytes.Bytes, bytes.AreCold);
        if (!bytes.IsLeaving)
            staying = staying.Without(bytes.Bytes);
    }

    /// <summary>The thing of some bytes is gone.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="at">Since when.</param>
    /// <param name="byAccount">Whether the account itself deleted it.</param>
    /// <param name="foreseen">Whether an end of the contract took it that was known in good time.</param>
    public void Lose(KeptBytes bytes, Moment at, bool byAccount, bool foreseen)
    {
        Leave(bytes);
        (bytes.Gone, bytes.IsByAccount, bytes.IsNoted) = (at, byAccount, false);
        bytes.IsForeseen = foreseen;
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
            Lying = Lying.And(-bytes.Bytes, bytes.AreCold).And(bytes.Bytes, entry.ToCold);
            (bytes.AreCold, bytes.Hindrance, bytes.Failed) = (entry.ToCold, null, 0);
            Enter(bytes);
        }
    }

    /// <summary>Something else is to become of bytes.</summary>
    public void Change(KeptBytes bytes, Action change)
    {
        Leave(bytes);
        change();
        (bytes.Again, bytes.Hindrance, bytes.Failed) = (Moment.Earliest, null, 0);
        Enter(bytes);
    }

    /// <summary>It is written down that the thing of some bytes is gone.</summary>
    public void Note(BytesGone entry, IEnumerable<KeptBytes> gone)
    {
        foreach (var bytes in gone.Where(each => !each.IsLeaving))
        {
            Leave(bytes);
            (bytes.Gone, bytes.IsByAccount, bytes.IsNoted) = (entry.At, entry.ByAccount, true);
            bytes.IsForeseen = entry.Foreseen;
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
        bytes.FailingSince =
            CauseOf(bytes) == Failing ? Moment.Min(bytes.FailingSince, until) : Moment.Never;
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
        if (CauseOf(bytes) != Failing)
            bytes.FailingSince = Moment.Never;
        var (at, since) = (bytes.DueAfter(delay), bytes.DueSince(delay));
        if (at == Moment.Never)
            return;
        due.Add((at, bytes.Blob));
        waiting.Add(bytes.Blob, (bytes, at, since));
        if (brake.Counts(bytes))
            brake.Count(bytes, isCounted: true);
        Tally(bytes, 1);
        if (CauseOf(bytes) is null or Failing)
            awaited.Add((since, bytes.Blob));
    }

    private void Tally(KeptBytes bytes, int change)
    {
        if (CauseOf(bytes) is { } why)
            hindered[why] = hindered.GetValueOrDefault(why) + change;
    }

    /// <summary>Why bytes wait, in a word; null where only time stands in the way.</summary>
    private static string? CauseOf(KeptBytes bytes) =>
        bytes.Hindrance?.StartsWith(Failing, StringComparison.Ordinal) == true
            ? Failing
            : bytes.Hindrance;

    private void Leave(KeptBytes bytes)
    {
        if (!waiting.Remove(bytes.Blob, out var was))
            return;
        Tally(bytes, -1);
        awaited.Remove((was.Since, bytes.Blob));
        due.Remove((was.Due, bytes.Blob));
        if (brake.Counts(bytes))
            brake.Count(bytes, isCounted: false);
    }
}

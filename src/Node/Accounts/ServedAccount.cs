using System.Diagnostics;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Outbox;
using Evenhand.Node.Reservations;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Node.Told;
using Evenhand.Node.Views;

namespace Evenhand.Node.Accounts;

/// <summary>
/// One account in memory: what is known of it. It is reached through its <see cref="Door"/> only, which lets one in at a
/// time; so nothing here locks.
/// </summary>
internal sealed class ServedAccount(NodeContext context, AccountId name)
{
    private EventsAhead ahead;
    private AccountBooks books = new(context, name);
    private RecentDecisions? decisions;
    private Arrivals arrivals;
    private LastKept kept = new();

    /// <summary>Its name; empty for the shared stream.</summary>
    public AccountId Name => name;

    /// <summary>Its stream.</summary>
    public StreamName Stream { get; } = StreamName.OrShared(name);

    /// <summary>How many records of its stream are known here.</summary>
    public long Sequence { get; private set; }

    /// <summary>Which events it has.</summary>
    public SeenEvents Seen => books.Seen;

    /// <summary>Its live state, up to date or not; null while it is not open.</summary>
    public LiveAccount? Live { get; private set; }

    /// <summary>Why and since when it is set aside; null where all is well.</summary>
    public Parking? Parked { get; private set; }

    /// <summary>What it holds.</summary>
    public ReservationBook Reservations => books.Reservations;

    /// <summary>Which of them are no usage.</summary>
    public NamedTerms Terms => books.Terms;

    /// <summary>What was done about its standing and its charges.</summary>
    public ActBook Acts => books.Acts;

    /// <summary>What people, and the account, said about it.</summary>
    public NoteBook Notes => books.Notes;

    /// <summary>What of it lies in the store; null where nothing ever did.</summary>
    public BytesBook? Bytes => books.Bytes;

    /// <summary>Where copies of that go.</summary>
    public CopyTargetBook CopyTargets => books.CopyTargets;

    /// <summary>The reasons that it was given.</summary>
    public ReasonsBook Reasons => books.Reasons;

    /// <summary>What it was told.</summary>
    public ToldBook Told => books.Told;

    /// <summary>How far that is passed on.</summary>
    public DeliveryBook Deliveries => books.Deliveries;

    /// <summary>What goes out of it.</summary>
    public SendingBook Sending => books.Sending;

    /// <summary>How far it is stated.</summary>
    public StatedBook Stated => books.Stated;

    /// <summary>Its latest answers.</summary>
    public RecentDecisions Decisions => decisions ??= new();

    /// <summary>What a room above has computed of it, as long as nothing changes.</summary>
    public Kept? Expected { get; set; }

    /// <summary>When the alarm is set for it.</summary>
    public Moment ScheduledFor { get; set; } = Moment.Never;

    /// <summary>Whether it was brought from the ledger.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Whether what is stored differs from what the live state was told.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Whether the ledger holds more of it than is known here.</summary>
    public bool IsBehind => context.Ledger.SequenceOf(Stream) > Sequence;

    /// <summary>Whether the ledger holds nothing of it yet.</summary>
    public bool IsNew => context.Ledger.SequenceOf(Stream) == 0;

    /// <summary>How long it is left stale when nobody asks: folding anew takes at most a twentieth of the time.</summary>
    public TimeSpan Patience { get; private set; }

    /// <summary>When something happens to it by itself.</summary>
    public Moment NextDue
    {
        get
        {
            if (Parked is { } parked)
                return parked.Again;
            var due = Moment.Min(Live?.NextDue ?? Moment.Never, books.NextDue);
            due = Moment.Min(due, ahead.Next);
            return IsStale || !IsLoaded ? context.Clock.Now + Patience : due;
        }
    }

    /// <summary>Whether it is set aside, and not to be tried again yet.</summary>
    public bool IsSetAside(Moment now) => Parked is { } parked && !parked.IsDue(now) && !HasMore;

    /// <summary>Whether something was appended to it since it was set aside, which may mend it.</summary>
    public bool HasMore => Parked is { } parked && StoredSequence() != parked.Sequence;

    /// <summary>It was brought from the ledger, and may be used.</summary>
    public void Loaded() => IsLoaded = true;

    /// <summary>Sets it aside. Its live state is no good any more, whatever it was.</summary>
    public void Park(Exception fault, Moment now)
    {
        Parked = Parking.Of(fault, now, StoredSequence(), Parked);
        (Live, Expected, IsStale) = (null, null, true);
        arrivals.End();
        ScheduledFor = Moment.Never;
    }

    /// <summary>It is well again.</summary>
    public void Release() => Parked = null;

    /// <summary>Has it brought from the ledger and folded anew at the next occasion, which is now.</summary>
    public void Mend()
    {
        Parked = Parked is null ? null : Parked with { Again = default };
        (IsStale, Expected) = (true, null);
    }

    /// <summary>Forgets all that is known of it, which was found to be doubtful: the ledger knows.</summary>
    public void Forget()
    {
        Reset();
        (IsLoaded, Expected) = (false, null);
    }

    /// <summary>Has it folded anew before it is next read.</summary>
    public void MakeStale() => IsStale = arrivals.Outrun = true;

    /// <summary>
    /// Lets time pass up to the present: reservations expire, what waited is counted, cycles end. False where it is to be
    /// folded anew first.
    /// </summary>
    public bool TryAdvance(Moment now)
    {
        IsStale |= Live is { } old && IsOutdated(old, now);
        if (IsStale)
            return false;
        Reservations.Expire(now);
        while (ahead.TryTake(now, out var record))
        {
            Count(record, 0, now);
            if (IsStale)
                return false;
        }
        Live?.Advance(now);
        return true;
    }

    /// <summary>Takes note of a slice that was appended by a commit of this node.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="brings">Whether it brings something that the server does not say itself.</param>
    /// <returns>False where it is known already, or does not follow what is known: then the ledger tells it.</returns>
    public bool Appended(in StoredSlice slice, bool brings)
    {
        if (!IsLoaded || slice.From != Sequence)
            return false;
        Sequence = slice.From + slice.Count;
        Expected = null;
        books.Note(slice, brings);
        return true;
    }

    /// <summary>Takes note of records that are no events.</summary>
    public void Learn(SliceKind kind, ReadOnlyMemory<byte> payload) => books.Learn(kind, payload);

    /// <summary>Of what the live state says, what was not told yet.</summary>
    public IReadOnlyList<ToldRecord> TakeNews() =>
        Live is null
            ? []
            : Told.NotYet(Live.TakeEffects(), Stated, Live, context.Clock.Now, isWhole: !IsStale);

    /// <summary>Counts a stored event live.</summary>
    public void Count(byte[] batch, int offset, Moment now)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        books.Note(batch, offset);
        if (arrivals.AreAwaited)
            arrivals.Add(batch.AsSpan(offset, head.Length));
        else if (head.Time > now + context.Settings.Ahead.ToTimeSpan())
        {
            if (head.Account != 0)
                ahead.Add(batch.AsSpan(offset, head.Length).ToArray());
        }
        else if (!IsStale)
            IsStale = Live is null
                ? head.Type == (int)BuiltIns.Kind.Opened
                : !TryApply(Live, batch, offset);
        if (Parked is not null && head.Type == (int)BuiltIns.Kind.Voided)
            Mend();
    }

    /// <summary>Begins to be folded anew: what arrives from now on is counted after it. Returns how far the fold is to go.</summary>
    public long BeginAnew()
    {
        arrivals.Begin();
        return Sequence;
    }

    /// <summary>Goes on from a fold made anew.</summary>
    /// <param name="anew">The fold.</param>
    /// <param name="began">When it began, as the stopwatch tells.</param>
    /// <param name="now">The present.</param>
    public void GoOnFrom(FoldedAnew anew, long began, Moment now)
    {
        if (arrivals.End() is not { } since)
            return;
        (IsStale, Live) = (arrivals.Outrun, anew.Live);
        Told.BeginAnew();
        ahead.Clear();
        foreach (var record in anew.Waiting)
            ahead.Add(record);
        if (Live is not null)
            Reservations.TakeUp(Live, context);
        foreach (var record in since)
            Count(record, 0, now);
        Patience = Stopwatch.GetElapsedTime(began) * 20;
    }

    /// <summary>How many records the ledger says that it has; -1 where it cannot say.</summary>
    private long StoredSequence()
    {
        try
        {
            return context.Ledger.SequenceOf(Stream);
        }
        catch (Exception) when (!Debugger.IsAttached)
        {
            return -1;
        }
    }

    /// <summary>
    /// Whether policies have changed, or what came late has to be put in its place as a cycle ends.
    /// </summary>
    private bool IsOutdated(LiveAccount live, Moment now) =>
        live.Rules != context.Rules && !live.TryGoOn(context.Rules)
        || now >= live.ValidUntil
        || live.HasDrifted && now >= live.NextDue;

    /// <summary>A live state that breaks over an event is folded anew: that tells whether the account is to be set aside.</summary>
    private static bool TryApply(LiveAccount live, byte[] batch, int offset)
    {
        try
        {
            return live.Apply(batch, offset);
        }
        catch (Exception) when (!Debugger.IsAttached)
        {
            return false;
        }
    }

    /// <summary>Brings it from the ledger: its snapshot, and what came after it. Nobody else may touch it meanwhile.</summary>
    public void Load()
    {
        Reset();
        // What may have set it aside is not to be trusted again.
        if (Parked is null && context.Ledger.SnapshotOf(Stream) is { } snapshot)
            TryRestore(snapshot);
        var reader = new SliceUnpacker(context);
        foreach (var slice in context.Ledger.Read(Stream, Sequence))
            Tell(slice, reader);
    }

    /// <summary>Takes note of a slice that the ledger holds, whoever appended it; one that is known already changes nothing.</summary>
    public void Tell(in StoredSlice slice, SliceUnpacker reader)
    {
        context.Stop.Token.ThrowIfCancellationRequested();
        if (slice.From < Sequence)
            return;
        var brings = true;
        if (slice.Kind == SliceKind.Events)
            brings = Recount(reader.Unpack(slice), slice.Committed);
        else
        {
            Learn(slice.Kind, slice.Payload);
            IsStale |= slice.Kind is SliceKind.Reservation or SliceKind.Mended or SliceKind.Refiled;
        }
        if (slice.Kind == SliceKind.Mended)
            Mend();
        books.Note(slice, brings);
        (Sequence, Expected) = (slice.From + slice.Count, null);
    }

    /// <summary>
    /// A snapshot of it; null where nothing changed since the last one, or it is not as stored. One that is not worth its
    /// bytes, or cannot be kept, says only when it is due.
    /// </summary>
    /// <param name="due">When something happens to it by itself.</param>
    /// <param name="few">Records that are folded sooner than a snapshot is read.</param>
    /// <param name="most">Bytes at most.</param>
    public Snapshot? Keep(Moment due, int few, int most)
    {
        if (!IsLoaded || IsStale || Parked is not null || Told.HasPending || kept.Is(Sequence, due))
            return null;
        byte[] body = [];
        if (Live is not { CanBeKept: false } && (Sequence > few || kept.Any))
        {
            var writer = new StateWriter();
            Exchange(writer);
            body = SnapshotEnvelope.Close(context.SnapshotKey, writer.Written);
        }
        kept.Note(Sequence, due);
        return new Snapshot(Stream, Sequence, due, body.Length > most ? [] : body);
    }

    /// <summary>How many records came since the last snapshot.</summary>
    public long Unkept => kept.Unkept(Sequence);

    /// <summary>When the index of what is due has it; null where that is not known there.</summary>
    public Moment? DueInLedger => kept.DueAt(Sequence);

    /// <summary>A snapshot that is no good is as none: it would only have saved time.</summary>
    private void TryRestore(Snapshot snapshot)
    {
        if (snapshot.Body.IsEmpty || snapshot.Sequence > context.Ledger.SequenceOf(Stream))
            return;
        try
        {
            var reader = SnapshotEnvelope.Open(context.SnapshotKey, snapshot.Body);
            Exchange(reader);
            reader.End();
            kept.Note(Sequence, snapshot.Due);
            if (Live is not null)
                Reservations.TakeUp(Live, context);
        }
        catch (BadSnapshotException)
        {
            Reset();
        }
    }

    private void Reset()
    {
        (Sequence, Live, IsStale) = (0, null, false);
        kept.Forget();
        books = new AccountBooks(context, name);
        arrivals.End();
        ahead.Clear();
    }

    private void Exchange(StatePort port)
    {
        Sequence = port.Exchange(Sequence);
        books.Exchange(port);
        ahead.Exchange(port);
        if (!port.Exchange(Live is not null))
            return;
        if (port.Reads)
            Live = LiveAccount.Restore(context.Rules, port, context.Seed);
        else
            Live!.Keep(port);
    }

    /// <summary>Remembers events that were stored, and counts them where there is a live state to go on with.</summary>
    /// <returns>Whether any of them is not the server's own.</returns>
    private bool Recount(byte[] records, Moment committed)
    {
        var brings = books.Remember(records, committed);
        IsStale |= Live is null;
        var now = context.Clock.Now;
        for (var offset = 0; offset < records.Length && (!IsStale || arrivals.AreAwaited); )
        {
            Count(records, offset, now);
            offset += Record.Head(records, offset).Length;
        }
        return brings;
    }
}

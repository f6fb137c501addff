using System.Diagnostics;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Runtime.Serving.Gate;
using Evenhand.Runtime.Serving.Ingest;
using Evenhand.Runtime.Serving.Stating;
using Evenhand.Runtime.Serving.Stored;
using Evenhand.Runtime.Serving.Told;

namespace Evenhand.Runtime.Serving.Accounts;

/// <summary>
/// One account in memory. Everything but <see cref="Sequence"/> and <see cref="Seen"/>, which are the committer's, is
/// touched under <see cref="Gate"/> only.
/// </summary>
internal sealed class ServedAccount(NodeContext context, string name, int stream)
{
    private readonly PriorityQueue<byte[], long> waiting = new();
    private int pins;
    private long kept = -1;

    /// <summary>Held while the account is read or changed.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Its name; empty for the shared stream.</summary>
    public string Name => name;

    /// <summary>Its stream.</summary>
    public int Stream => stream;

    /// <summary>How many records of its stream are known here.</summary>
    public long Sequence { get; private set; }

    /// <summary>Which events it has.</summary>
    public SeenEvents Seen { get; private set; } = NewSeen(context);

    /// <summary>Its live state, up to date or not; null while it is not open.</summary>
    public LiveAccount? Live { get; private set; }

    /// <summary>Why it has no live state though it is open; null where all is well.</summary>
    public string? Parked { get; private set; }

    /// <summary>What it holds.</summary>
    public Holds Holds { get; private set; } = new(name);

    /// <summary>What it was told.</summary>
    public ToldBook Told { get; private set; } = new();

    /// <summary>How far it is stated.</summary>
    public StatedBook Stated { get; private set; } = new();

    /// <summary>Its latest answers.</summary>
    public RecentDecisions Decisions { get; } = new();

    /// <summary>The statements as they would be now, as long as nothing changes.</summary>
    public Expectation? Expected { get; set; }

    /// <summary>When somebody last asked for it, in ticks.</summary>
    public long LastUsed { get; set; }

    /// <summary>Whether what is stored differs from what the live state was told.</summary>
    public bool IsStale { get; private set; }

    /// <summary>When the alarm is set for it, in ticks.</summary>
    public long ScheduledFor { get; set; } = long.MaxValue;

    /// <summary>Whether it left memory: whoever still has it is to look it up again.</summary>
    public bool HasLeft { get; set; }

    /// <summary>What the commit under way adds to it; the committer's own.</summary>
    public Share? Share { get; set; }

    /// <summary>Whether somebody works on it, so that it must stay in memory.</summary>
    public bool IsPinned => Volatile.Read(ref pins) > 0;

    /// <summary>Keeps it in memory until <see cref="Unpin"/>; false where it has left already.</summary>
    public bool TryPin()
    {
        lock (Gate)
        {
            if (HasLeft)
                return false;
            Interlocked.Increment(ref pins);
            return true;
        }
    }

    /// <summary>Keeps it in memory once more, as it is kept already.</summary>
    public void Pin() => Interlocked.Increment(ref pins);

    /// <summary>Lets it leave memory.</summary>
    public void Unpin() => Interlocked.Decrement(ref pins);

    /// <summary>Whether it was brought from the ledger.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Brings it from the ledger, once.</summary>
    public void Load()
    {
        if (IsLoaded)
            return;
        if (context.Ledger.SnapshotOf(stream) is { } snapshot)
            TryRestore(snapshot);
        CatchUp();
        IsLoaded = true;
    }

    /// <summary>A snapshot of it; null where nothing changed since the last one, or it cannot be kept as it is.</summary>
    /// <param name="due">When something happens to it by itself.</param>
    public Snapshot? Keep(long due)
    {
        if (
            !IsLoaded
            || IsStale
            || kept == Sequence
            || Told.HasPending
            || Live is { CanBeKept: false }
        )
            return null;
        var writer = new StateWriter();
        Exchange(writer);
        kept = Sequence;
        return new Snapshot(stream, Sequence, due, Seal.Close(context.SnapshotKey, writer.Written));
    }

    /// <summary>How many records came since the last snapshot.</summary>
    public long Unkept => Sequence - Math.Max(0, kept);

    /// <summary>A snapshot that is no good is as none: it would only have saved time.</summary>
    private void TryRestore(Snapshot snapshot)
    {
        if (snapshot.Sequence > context.Ledger.SequenceOf(stream))
            return;
        try
        {
            var reader = Seal.Open(context.SnapshotKey, snapshot.Body);
            Exchange(reader);
            reader.End();
            kept = Sequence;
            if (Live is not null)
                Holds.TakeUp(Live, context);
        }
        catch (BadSnapshotException)
        {
            Reset();
        }
    }

    private void Reset()
    {
        (Sequence, Live, IsStale) = (0, null, false);
        (Seen, Holds) = (NewSeen(context), new Holds(name));
        (Told, Stated) = (new ToldBook(), new StatedBook());
        waiting.Clear();
    }

    private void Exchange(StatePort port)
    {
        Sequence = port.Exchange(Sequence);
        Seen.Exchange(port);
        Told.Exchange(port);
        Stated.Exchange(port);
        Holds.Exchange(port);
        List<byte[]> later = [.. waiting.UnorderedItems.Select(item => item.Element)];
        port.List(later, (port, record) => port.Exchange(record ?? []));
        if (port.Reads)
            foreach (var record in later)
                waiting.Enqueue(record, Record.Head(record, 0).Time);
        if (!port.Exchange(Live is not null))
            return;
        if (port.Reads)
            Live = LiveAccount.Restore(context.Rules, port, context.Seed);
        else
            Live!.Keep(port);
    }

    /// <summary>Brings it from the ledger, or on from where it was.</summary>
    public void CatchUp()
    {
        var writer = new RecordWriter();
        var sources = new NameTable(context.Seed);
        var unpacker = new EventUnpacker(context.Schemas, sources, context.Seed);
        foreach (var slice in context.Ledger.Read(stream, Sequence))
        {
            if (slice.Kind == SliceKind.Events)
            {
                unpacker.Unpack(slice.Payload.Span, 1, slice.From, writer);
                Recount(writer.Take(), slice.Committed);
            }
            else
            {
                Learn(slice.Kind, slice.Payload);
                IsStale |= slice.Kind == SliceKind.Reservation;
            }
            Stated.Note(slice);
            Sequence = slice.From + slice.Count;
        }
    }

    /// <summary>Takes note of records that are no events.</summary>
    public void Learn(SliceKind kind, ReadOnlyMemory<byte> payload)
    {
        if (kind == SliceKind.Reservation)
            Holds.Learn(payload);
        else if (kind == SliceKind.Told)
            Told.Learn(payload);
        else if (kind == SliceKind.Stated)
            Stated.Learn(payload);
    }

    /// <summary>Takes note that a slice was appended.</summary>
    public void Appended(in StoredSlice slice)
    {
        Sequence = slice.From + slice.Count;
        Expected = null;
        Stated.Note(slice);
    }

    /// <summary>The live state as it is now, folded anew where that is needed; null while the account is not open.</summary>
    /// <param name="now">The present.</param>
    public LiveAccount? At(long now)
    {
        if (Live is { } old && IsOutdated(old, now))
            IsStale = true;
        do
        {
            if (IsStale)
                Refold(now);
            while (waiting.TryPeek(out var record, out var time) && time <= now)
            {
                waiting.Dequeue();
                Count(record, 0, now);
            }
        } while (IsStale);
        Live?.Advance(now);
        return Live;
    }

    /// <summary>Of what the live state says, what was not told yet.</summary>
    public IReadOnlyList<(ToldRecord Record, int Ordinal)> TakeNews() =>
        Live is null ? [] : Told.NotYet(Live.TakeEffects(), Live);

    /// <summary>Has it folded anew before it is next read.</summary>
    public void MakeStale() => IsStale = true;

    /// <summary>
    /// Whether policies have changed, or what came late has to be put in its place as a cycle ends.
    /// </summary>
    private bool IsOutdated(LiveAccount live, long now) =>
        now >= live.ValidUntil
        || live.Rules != context.Rules
        || live.HasDrifted && now >= live.NextDue;

    /// <summary>How long it is left stale when nobody asks: folding anew takes at most a twentieth of the time.</summary>
    public long Patience { get; private set; }

    /// <summary>How often it was folded anew.</summary>
    public int Refolds { get; private set; }

    /// <summary>Whether it is open or waits to be folded.</summary>
    public bool MayBeOpen => Live is not null || IsStale;

    /// <summary>When something happens to it by itself, in ticks.</summary>
    public long NextDue
    {
        get
        {
            var due = Math.Min(Live?.NextDue ?? long.MaxValue, Holds.NextExpiry);
            if (waiting.TryPeek(out _, out var time))
                due = Math.Min(due, time);
            return IsStale ? context.Clock.Now + Patience : due;
        }
    }

    /// <summary>Counts a stored event live.</summary>
    public void Count(byte[] batch, int offset, long now)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        if (head.Time > now + (long)context.Settings.Ahead.BclCompatibleTicks)
        {
            if (head.Account != 0)
                waiting.Enqueue(batch.AsSpan(offset, head.Length).ToArray(), head.Time);
            return;
        }
        if (IsStale)
            return;
        if (Live is null)
            IsStale =
                head.Type == (int)BuiltIns.Kind.Opened
                || Parked is not null && head.Type == (int)BuiltIns.Kind.Voided;
        else
            IsStale = !TryApply(Live, batch, offset);
    }

    private static bool TryApply(LiveAccount live, byte[] batch, int offset)
    {
        try
        {
            return live.Apply(batch, offset);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Folds what is known here; what a commit under way has appended beyond it is counted after it.</summary>
    private void Refold(long now)
    {
        Refolds++;
        var began = Stopwatch.GetTimestamp();
        (IsStale, Parked, Live) = (false, null, null);
        Told.BeginAnew();
        waiting.Clear();
        var stored = StoredEvents.Of(context, name, stream, Sequence);
        var ahead = now + (long)context.Settings.Ahead.BclCompatibleTicks;
        var rules = context.Rules;
        var (replay, account) = stored.Fold(rules, now, ahead + 1, context.Rates.Latest(rules));
        try
        {
            Live = AccountReplay.Live(replay, account);
        }
        catch (OverflowException)
        {
            Parked = "its totals pass every bound";
        }
        Wait(stored.Records, ahead);
        if (Live is not null)
            Holds.TakeUp(Live, context);
        Patience = Stopwatch.GetElapsedTime(began).Ticks * 20;
    }

    private void Wait(byte[] records, long ahead)
    {
        for (var offset = 0; offset < records.Length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (head.Time > ahead)
                waiting.Enqueue(records.AsSpan(offset, head.Length).ToArray(), head.Time);
            offset += head.Length;
        }
    }

    /// <summary>Remembers events that were stored, and counts them where there is a live state to go on with.</summary>
    private void Recount(byte[] records, long committed)
    {
        Remember(records, committed);
        if (Live is null)
            IsStale = true;
        var now = context.Clock.Now;
        for (var offset = 0; offset < records.Length && !IsStale; )
        {
            Count(records, offset, now);
            offset += Record.Head(records, offset).Length;
        }
    }

    private static SeenEvents NewSeen(NodeContext context) =>
        new((long)context.Settings.Repeats.BclCompatibleTicks);

    private void Remember(byte[] records, long committed)
    {
        if (committed < context.Clock.Now - 2 * (long)context.Settings.Repeats.BclCompatibleTicks)
            return;
        for (var offset = 0; offset < records.Length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            Seen.Add(head.Key, Record.ContentHash(records, offset, context.Seed), committed);
            offset += head.Length;
        }
    }
}

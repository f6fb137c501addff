using System.Text;
using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>Finds how much of a ledger is sound, from its first segment on.</summary>
internal sealed class SoundPart(Database database, LedgerIdentity identity)
{
    /// <summary>Progress is told each so many segments.</summary>
    private const int Stride = 1024;

    private readonly Dictionary<int, long> sequences = [];
    private readonly List<byte[]> names = [];
    private readonly bool notesPapers = Migrations.FormatOf(database) >= Migrations.WithSlots;
    private (long Segment, byte[]? Table) papers;
    private long end;

    /// <summary>The accounts named by the sound segments, by stored number from 1.</summary>
    public IReadOnlyList<byte[]> Names => names;

    /// <summary>How many records the sound segments hold of a stream, by its stored number.</summary>
    public long SequenceOf(int stored) => sequences.GetValueOrDefault(stored);

    /// <summary>Walks until the first damage.</summary>
    /// <param name="progress">Told how many segments of how many are done.</param>
    /// <param name="visit">Told of each sound segment.</param>
    public Verdict Find(Action<long, long>? progress, SegmentVisit? visit)
    {
        var walk = new SegmentWalk(database, identity);
        try
        {
            (end, var chain) = Tip();
            walk.From(
                0,
                (in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload) =>
                {
                    foreach (var slot in slots)
                        Check(head, slot, payload);
                    visit?.Invoke(head, slots, payload);
                    if (head.Number % Stride == 0 || head.Number == end)
                        progress?.Invoke(head.Number, Math.Max(end, head.Number));
                }
            );
            CheckEnd(walk, chain);
            CheckRest();
            return new(walk.Sound, walk.Records, null);
        }
        catch (DamagedLedgerException wrong)
        {
            return new(walk.Sound, walk.Records, Describe(walk.Sound + 1, wrong.Message));
        }
    }

    private (long Segment, byte[] Chain) Tip()
    {
        using var row = database.Prepare("SELECT segment, chain FROM tip");
        return row.Step()
            ? (row.Long(0), row.Bytes(1).ToArray())
            : throw new DamagedLedgerException(
                $"the ledger does not say where it ends. {WayOut.OfFile.Text}"
            );
    }

    private void Check(in SegmentHead head, in Slot slot, ReadOnlySpan<byte> payload)
    {
        if (slot.Name is { } name)
        {
            names.Add(name);
            if (slot.Stream != names.Count || !IsNamed(slot.Stream, name))
                throw Wrong(head, "names an account that the table of names does not have");
        }
        if (slot.Stream > names.Count)
            throw Wrong(head, "has records of an account without a name");
        var from = SequenceOf(slot.Stream);
        if (!SliceFrame.IsSound(payload.Slice(slot.Offset, slot.Length), slot.Stream, from))
            throw Wrong(head, "has a slice that does not agree with its checksum");
        var kind = AuditedKinds.KindOf(payload.Slice(slot.Offset, slot.Length));
        if (AuditedKinds.IsNoted(kind) && !AuditedSegments.Contains(database, head.Number))
            throw Wrong(head, "holds an entry of who did what, but is not among those that do");
        if (notesPapers && PaperSlots.Has(kind) && !IsNoted(head.Number, slot.Offset, kind))
            throw Wrong(head, "holds a paper, but is not noted for it");
        sequences[slot.Stream] = from + slot.Count;
    }

    private bool IsNoted(long segment, int offset, SliceKind kind)
    {
        if (papers.Segment != segment)
            papers = (segment, PaperTable.Of(database, segment));
        return papers.Table is { } table && PaperSlots.Agrees(table, offset, kind);
    }

    private bool IsNamed(int stored, byte[] name)
    {
        using var row = database.Prepare("SELECT account FROM stream WHERE number = ?1");
        return row.Bind(1, stored).Step() && row.Bytes(0).SequenceEqual(name);
    }

    private void CheckEnd(SegmentWalk walk, byte[] chain)
    {
        if (walk.Sound != end)
            throw new DamagedLedgerException(
                walk.Sound < end
                    ? $"the ledger should end with segment {end} but ends with {walk.Sound}. {WayOut.OfFile.Text}"
                    : $"the ledger should end with segment {end} but goes on to {walk.Sound}. {WayOut.OfFile.Text}"
            );
        if (!chain.AsSpan().SequenceEqual(walk.Hash))
            throw new DamagedLedgerException(
                $"the hash of the last segment, {end}, is not the one noted. {WayOut.OfFile.Text}"
            );
    }

    /// <summary>What is left: pages that no segment uses, the names' order, what is derived.</summary>
    private void CheckRest()
    {
        using var check = database.Prepare("PRAGMA integrity_check(1)");
        if (check.Step() && Encoding.UTF8.GetString(check.Bytes(0)) is not "ok" and var what)
            throw new DamagedLedgerException(
                $"all segments are sound, but not the file around them: {what}. {WayOut.OfFile.Text}"
            );
    }

    private LedgerDamage Describe(long segment, string what)
    {
        try
        {
            using var row = database.Prepare(
                "SELECT number, committed, slices, records, first, last, slots, length(payload) FROM segment WHERE number = ?1"
            );
            if (!row.Bind(1, segment).Step())
                return new(segment, null, [], what);
            return new(segment, row.Instant(1), Accounts(row), what);
        }
        catch (DamagedLedgerException)
        {
            return new(segment, null, [], what);
        }
    }

    private List<string> Accounts(Statement row)
    {
        var slots = new List<Slot>();
        try
        {
            SegmentSlots.Read(SegmentTable.HeadOf(row), row.Bytes(6), row.Long(7), slots);
        }
        catch (DamagedLedgerException)
        {
            // What could be read before the damage is told.
        }
        return
        [
            .. slots
                .Select(slot => slot.Name ?? NameOf(slot.Stream))
                .OfType<byte[]>()
                .Select(Encoding.UTF8.GetString)
                .Distinct(),
        ];
    }

    private byte[]? NameOf(int stored) =>
        stored >= 1 && stored <= names.Count ? names[stored - 1] : null;

    private static DamagedLedgerException Wrong(in SegmentHead head, string what) =>
        new($"segment {head.Number} {what}. {WayOut.OfFile.Text}");
}

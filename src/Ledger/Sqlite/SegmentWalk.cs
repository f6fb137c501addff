using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>Walks segments in order and sees that each agrees with its hash, its number and its slots.</summary>
internal sealed class SegmentWalk(Database database, LedgerIdentity identity)
{
    private const string Columns =
        "SELECT number, committed, slices, records, first, last, chain, slots, payload FROM segment";

    /// <summary>The last segment that was sound.</summary>
    public long Sound { get; private set; }

    /// <summary>How many records the sound ones hold.</summary>
    public long Records { get; private set; }

    /// <summary>The hash of the last sound one.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Walks from the segment after one to the end.</summary>
    /// <param name="before">The segment before the first one walked.</param>
    /// <param name="visit">Told of each sound segment: its head, its slots, its payload.</param>
    /// <exception cref="DamagedLedgerException">The first damage.</exception>
    public void From(long before, SegmentVisit? visit)
    {
        using var check = Begin(before);
        using var rows = database.Prepare($"{Columns} WHERE number > ?1 ORDER BY number");
        rows.Bind(1, before);
        while (rows.Step())
            Look(check, rows, visit);
    }

    /// <summary>Looks at one segment alone.</summary>
    /// <param name="segment">Its number.</param>
    /// <param name="visit">Told of it.</param>
    /// <exception cref="DamagedLedgerException">It is damaged, or missing.</exception>
    public void One(long segment, SegmentVisit visit)
    {
        using var check = Begin(segment - 1);
        using var row = database.Prepare($"{Columns} WHERE number = ?1");
        if (!row.Bind(1, segment).Step())
            throw WayOut.OfFile.Damage(segment, "is missing");
        Look(check, row, visit);
    }

    private ChainCheck Begin(long before)
    {
        var check = new ChainCheck(WayOut.OfFile);
        check.Begin(before, HashOf(before));
        Note(check);
        return check;
    }

    private void Look(ChainCheck check, Statement row, SegmentVisit? visit)
    {
        var head = SegmentTable.HeadOf(row);
        check.Look(head, row.Bytes(6), row.Bytes(7), row.Bytes(8), visit);
        Note(check);
    }

    private void Note(ChainCheck check) =>
        (Sound, Records, Hash) = (check.Sound, check.Records, check.Hash);

    private byte[] HashOf(long segment)
    {
        if (segment == 0)
            return Chain.Start(identity);
        using var row = database.Prepare("SELECT chain FROM segment WHERE number = ?1");
        return row.Bind(1, segment).Step()
            ? row.Bytes(0).ToArray()
            : throw WayOut.OfFile.Damage(segment, "is missing");
    }
}

namespace Evenhand.Ledger.Sqlite;

/// <summary>Looks at the last segments of a ledger that is opened: a crash or a bad disk shows there first.</summary>
internal static class RecentSegments
{
    /// <summary>So many segments are looked at,</summary>
    private const int Segments = 64;

    /// <summary>or those of so many bytes.</summary>
    private const long Bytes = 32 << 20;

    /// <summary>Sees that the last segments agree with their hashes.</summary>
    public static void Verify(Database database, LedgerIdentity identity)
    {
        using var rows = database.Prepare(
            "SELECT number, length(payload) FROM segment ORDER BY number DESC LIMIT ?1"
        );
        rows.Bind(1, Segments);
        var (start, bytes) = (0L, 0L);
        while (bytes < Bytes && rows.Step())
            (start, bytes) = (rows.Long(0), bytes + rows.Long(1));
        rows.Reset();
        if (start > 0)
            new SegmentWalk(database, identity).From(start - 1, null);
    }
}

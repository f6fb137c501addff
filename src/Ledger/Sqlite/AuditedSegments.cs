using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Which segments hold entries of who did what, so that they are found without looking through the others. Noted in the
/// transaction of the segment, and derived from it. Formats before noted none; what they have stands on the shared stream.
/// </summary>
internal static class AuditedSegments
{
    /// <summary>Notes a segment.</summary>
    public const string Insert = "INSERT INTO audited VALUES(?1)";

    /// <summary>The next segment that is noted; null where there is none.</summary>
    public static long? After(Database database, long segment)
    {
        using var row = database.Prepare(
            "SELECT segment FROM audited WHERE segment > ?1 ORDER BY segment LIMIT 1"
        );
        return row.Bind(1, segment).Step() ? row.Long(0) : null;
    }

    /// <summary>Whether a segment is noted.</summary>
    public static bool Contains(Database database, long segment) =>
        After(database, segment - 1) == segment;

    /// <summary>The entries of a segment, once all of it agrees with its hash.</summary>
    /// <exception cref="DamagedLedgerException">It does not.</exception>
    public static List<AuditedSlice> Read(
        Database database,
        LedgerIdentity identity,
        StreamNames names,
        long segment
    )
    {
        var found = new List<AuditedSlice>();
        new SegmentWalk(database, identity).One(
            segment,
            (in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload) =>
                AuditedKinds.AddTo(found, head, slots, payload, names)
        );
        return found;
    }
}

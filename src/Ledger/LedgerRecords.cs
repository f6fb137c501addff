using Evenhand.Ledger.Segments;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Ledger;

/// <summary>Records out of a ledger's file that is not opened to be served: a backup's, or one of a former format.</summary>
public static class LedgerRecords
{
    /// <summary>The slices of one kind on the shared stream, in order, as far as the file is sound; nothing of it is changed.</summary>
    /// <param name="place">A data folder, or a file.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="damage">What is wrong with the rest; null where all could be read.</param>
    /// <exception cref="LedgerUnavailableException">There is no such file, or it cannot be read.</exception>
    public static IReadOnlyList<StoredSlice> Shared(
        string place,
        SliceKind kind,
        out string? damage
    )
    {
        var file = Directory.Exists(place)
            ? LedgerFiles.Current(Path.Combine(place, SqliteLedger.FileName))
            : place;
        using var reading = FileReading.Open(file);
        var found = new List<StoredSlice>();
        var position = 0L;
        try
        {
            Migrations.Refuse(reading.Database, file);
            new SegmentWalk(reading.Database, SqliteWriter.IdentityOf(reading.Database)).From(
                0,
                (in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload) =>
                {
                    for (var i = 0; i < slots.Count; i++)
                    {
                        var slot = slots[i];
                        if (slot.Stream != 0)
                            continue;
                        var frame = payload.Slice(slot.Offset, slot.Length).ToArray();
                        var slice = SliceFrame.Read(frame, position, head.Committed);
                        position += slice.Count;
                        if (slice.Kind == kind)
                            found.Add(slice);
                    }
                }
            );
            damage = null;
        }
        catch (DamagedLedgerException wrong)
        {
            damage = wrong.Message;
        }
        return found;
    }
}

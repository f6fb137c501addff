using System.Text;
using Evenhand.Ledger.Segments;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Ledger;

/// <summary>Walks through all that a ledger's file holds, in the order in which it was committed, and writes nothing.</summary>
public static class LedgerWalk
{
    /// <summary>Which ledger it is.</summary>
    /// <param name="place">The ledger's folder, or the file of a ledger or a backup.</param>
    /// <exception cref="LedgerUnavailableException">There is none, or it cannot be read.</exception>
    public static LedgerIdentity IdentityOf(string place)
    {
        using var reading = FileReading.Open(LedgerVerification.FileOf(place));
        return SqliteWriter.IdentityOf(reading.Database);
    }

    /// <summary>Shows every slice.</summary>
    /// <param name="place">The ledger's folder, or the file of a ledger or a backup; another process may serve it.</param>
    /// <param name="visit">Told of each slice and whose it is; of no account for the shared stream.</param>
    /// <exception cref="DamagedLedgerException">The first damage.</exception>
    public static void Slices(string place, Action<string, StoredSlice> visit)
    {
        using var reading = FileReading.Open(LedgerVerification.FileOf(place));
        var database = reading.Database;
        var names = new List<string> { "" };
        var sequences = new Dictionary<int, long>();
        new SegmentWalk(database, SqliteWriter.IdentityOf(database)).From(
            0,
            (in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload) =>
            {
                foreach (var slot in slots)
                {
                    if (slot.Name is { } name)
                        names.Add(Encoding.UTF8.GetString(name));
                    var from = sequences.GetValueOrDefault(slot.Stream);
                    var frame = payload.Slice(slot.Offset, slot.Length).ToArray();
                    visit(names[slot.Stream], SliceFrame.Read(frame, from, head.Committed));
                    sequences[slot.Stream] = from + slot.Count;
                }
            }
        );
    }
}

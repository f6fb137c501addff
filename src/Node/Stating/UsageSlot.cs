using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using Evenhand.Ledger;

namespace Evenhand.Node.Stating;

/// <summary>
/// What accounts are compared by, in a slot of their snapshots: of as many accounts as there are it is read in a few queries. It
/// derives from what they were stated and may be thrown away: an account that is brought into memory tells it again.
/// </summary>
internal static class UsageSlot
{
    /// <summary>Raised with every change to what passes.</summary>
    private const int Format = 1;

    /// <summary>What the ledger is to keep of an account's last statements.</summary>
    public static Snapshot Of(StreamName stream, long sequence, IReadOnlyList<CycleUsage> usages)
    {
        var writer = new StateWriter();
        List<CycleUsage> all = [.. usages];
        writer.List(all, CycleUsage.Exchange);
        return new Snapshot(
            stream,
            Snapshot.Compared,
            sequence,
            Moment.Never,
            SnapshotEnvelope.Close(Format, writer.Written)
        );
    }

    /// <summary>What was kept; nothing where it is no good.</summary>
    public static IReadOnlyList<CycleUsage> Read(Snapshot snapshot)
    {
        try
        {
            List<CycleUsage> all = [];
            var reader = SnapshotEnvelope.Open(Format, snapshot.Body);
            reader.List(all, CycleUsage.Exchange);
            reader.End();
            return all;
        }
        catch (BadSnapshotException)
        {
            return [];
        }
    }
}

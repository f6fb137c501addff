using Evenhand.Core.Backtesting;
using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Views;
using Evenhand.Policies.Comparing;

namespace Evenhand.Node.Amending;

/// <summary>
/// What lists show of what versions to come mean for an account, in a slot of its snapshots: of as many accounts as there are it is
/// read in a few queries. It may be thrown away: the account's stream has it.
/// </summary>
internal static class ImpactSlot
{
    /// <summary>Raised with every change to what passes.</summary>
    private const int Format = 1;

    /// <summary>Versions that are kept of an account, the latest.</summary>
    private const int Most = 4;

    /// <summary>What the ledger is to keep, with a row more.</summary>
    /// <param name="stream">The account's stream.</param>
    /// <param name="rows">What is kept of it, by the hash of the version.</param>
    public static Snapshot Of(
        StreamName stream,
        IEnumerable<(string Publication, ImpactRow? Row)> rows
    )
    {
        var writer = new StateWriter();
        List<(string, ImpactRow?)> all = [.. rows.TakeLast(Most)];
        writer.List(all, Exchange);
        return new Snapshot(
            stream,
            Snapshot.Impact,
            0,
            Moment.Never,
            SnapshotEnvelope.Close(Format, writer.Written)
        );
    }

    /// <summary>What was kept, by the hash of the version: null for an account that it does not concern. Nothing where it is no good.</summary>
    public static IReadOnlyList<(string Publication, ImpactRow? Row)> Read(Snapshot snapshot)
    {
        try
        {
            List<(string, ImpactRow?)> all = [];
            var reader = SnapshotEnvelope.Open(Format, snapshot.Body);
            reader.List(all, Exchange);
            reader.End();
            return all;
        }
        catch (BadSnapshotException)
        {
            return [];
        }
    }

    private static (string, ImpactRow?) Exchange(
        StatePort port,
        (string Publication, ImpactRow? Row) its
    )
    {
        var publication = port.Exchange(its.Publication);
        return (publication, port.Exchange(its.Row is not null) ? Exchange(port, its.Row) : null);
    }

    private static ImpactRow Exchange(StatePort port, ImpactRow? row) =>
        new(
            new AccountId(port.Exchange(row?.Account.Text)),
            port.Exchange(row?.Currency),
            Exchange(port, row?.InForce ?? default),
            Exchange(port, row?.Other ?? default),
            new Apart(port.Exchange(row?.Acts.InForce ?? 0), port.Exchange(row?.Acts.Other ?? 0)),
            port.Exchange(row?.Changes ?? 0),
            (Leaning)port.Exchange((int)(row?.Leaning ?? 0))
        );

    private static Owed Exchange(StatePort port, Owed owed) =>
        new(port.Exchange(owed.Due), port.Exchange(owed.Proposed));
}

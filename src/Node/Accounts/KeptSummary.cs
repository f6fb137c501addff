using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Accounts;

/// <summary>
/// What lists show of an account that is not in memory, in a slot of its snapshots. It derives from the account's stream and
/// may be thrown away: whoever lists makes it again. It holds until something is appended, or happens by itself.
/// </summary>
/// <param name="Summary">The account as it stands.</param>
/// <param name="Sequence">How many records of its stream it takes account of.</param>
/// <param name="At">When it was made.</param>
/// <param name="Until">When something happens to the account by itself, or another version takes effect.</param>
internal sealed record KeptSummary(AccountSummary Summary, long Sequence, Moment At, Moment Until)
{
    /// <summary>Raised with every change to what passes.</summary>
    private const int Format = 7;

    /// <summary>What lists show of an account, its time passed.</summary>
    public static KeptSummary Of(ServedAccount account, Moment now) =>
        new(
            SummaryOf(account, now),
            account.Sequence,
            now,
            Moment.Min(account.NextDue, account.Live?.SameVersionUntil(now) ?? Moment.Never)
        );

    /// <summary>The account as it stands, its time passed.</summary>
    public static AccountSummary SummaryOf(ServedAccount account, Moment now)
    {
        var summary = SummaryOf(account, account.Live?.FiguresAt(now), now) with
        {
            Deliveries = new(QueuedDeliveries.Of(account.Name, account.Sending)),
            Asks = account.Notes.Unanswered,
            Waits = account.Bytes is { } bytes ? bytes.Queue.Count + bytes.Copies.Count : 0,
            Lying = account.Bytes?.Queue.Lying ?? default,
            RunsOut = RunsOutOf(account, now),
        };
        if (account.Live is not { StandingMark: >= 0 } live)
            return summary;
        var standing = StandingReading.Of(live, now);
        return summary with
        {
            Standing = standing.Standing.ToString().ToLowerInvariant(),
            Cases = new(QueuedCases.Of(account, standing)),
            Asks = QueuedCases.AsksOf(account, standing),
        };
    }

    /// <summary>What runs out next for an account, as events have arrived; null where nothing is in sight.</summary>
    public static NextRunOut? RunsOutOf(ServedAccount account, Moment now) =>
        account
            .Live?.AllowancesAt(now, RunningCycle.None)
            .Where(each => each.RunsOut > now)
            .OrderBy(each => each.RunsOut)
            .Select(each =>
                (NextRunOut?)new NextRunOut(each.Cited.Clause.Slug, each.RunsOut!.Value)
            )
            .FirstOrDefault();

    private static AccountSummary SummaryOf(
        ServedAccount account,
        AccountFigures? figures,
        Moment now
    ) =>
        new(
            account.Name,
            figures?.Opened,
            figures?.Ended,
            figures?.Policy ?? "",
            figures?.Version ?? "",
            figures?.Currency ?? "",
            figures?.TimeZone ?? "",
            figures?.Plan ?? "",
            figures?.Licensed ?? 0,
            figures?.Restricted ?? 0,
            account.Told.Cases
        )
        {
            Name = figures?.Name ?? "",
            Wallet = figures?.Wallet,
            MayPropose =
                account.Stated.HasProposed
                || account.Live is { } live
                    && account.Stated.Next(live) is { } cycle
                    && cycle.To <= now,
        };

    /// <summary>What was kept; null where it holds no more, or is no good.</summary>
    public static KeptSummary? Read(NodeContext context, Snapshot snapshot)
    {
        if (snapshot.Sequence != context.Ledger.SequenceOf(snapshot.Stream))
            return null;
        try
        {
            var reader = SnapshotEnvelope.Open(Key(context), snapshot.Body);
            var at = reader.Exchange(default(Moment));
            var summary = Exchange(reader, Unknown(snapshot.Stream.Account));
            reader.End();
            var kept = new KeptSummary(summary, snapshot.Sequence, at, snapshot.Due);
            return kept.HoldsAt(context.Clock.Now) ? kept : null;
        }
        catch (BadSnapshotException)
        {
            return null;
        }
    }

    /// <summary>Whether it tells how the account stands at an instant, if nothing was appended.</summary>
    public bool HoldsAt(Moment now) => At <= now && now < Until;

    /// <summary>What the ledger is to keep.</summary>
    public Snapshot Snapshot(NodeContext context)
    {
        var writer = new StateWriter();
        writer.Exchange(At);
        Exchange(writer, Summary);
        var body = SnapshotEnvelope.Close(Key(context), writer.Written);
        return new(StreamName.Of(Summary.Id), Ledger.Snapshot.Listed, Sequence, Until, body);
    }

    private static UInt128 Key(NodeContext context) =>
        unchecked(context.Rules.Print ^ context.SnapshotKey ^ Format);

    private static AccountSummary Unknown(AccountId name) =>
        new(name, null, null, "", "", "", "", "", 0, 0, 0);

    private static AccountSummary Exchange(StatePort port, AccountSummary its) =>
        its with
        {
            Opened = Optional(port, its.Opened),
            Ended = Optional(port, its.Ended),
            Policy = port.Exchange(its.Policy),
            Version = port.Exchange(its.Version),
            Currency = port.Exchange(its.Currency),
            TimeZone = port.Exchange(its.TimeZone),
            Plan = port.Exchange(its.Plan),
            Licensed = port.Exchange(its.Licensed),
            Restricted = port.Exchange(its.Restricted),
            OpenCases = port.Exchange(its.OpenCases),
            Name = port.Exchange(its.Name),
            Wallet = port.Optional(its.Wallet),
            Standing = port.Exchange(its.Standing),
            Asks = port.Exchange(its.Asks),
            Waits = port.Exchange(its.Waits),
            Lying = new(port.Exchange(its.Lying.Hot), port.Exchange(its.Lying.Cold)),
            RunsOut = port.Optional(
                its.RunsOut,
                static (port, each) => new(port.Exchange(each.Clause), port.Exchange(each.At))
            ),
            Cases = QueuedCases.Exchange(port, its),
            Deliveries = QueuedDeliveries.Exchange(port, its),
            MayPropose = port.Exchange(its.MayPropose),
        };

    private static Moment? Optional(StatePort port, Moment? moment) =>
        port.Optional(moment, static (port, its) => port.Exchange(its));
}

using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Node.Reads;
using Evenhand.Node.Roles;
using Evenhand.Node.Views;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Console;
using Evenhand.Pages.Desk;
using Evenhand.Policies.Publishing;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Views;
using Evenhand.Wire;

namespace Evenhand.Server.Sites.Desk;

/// <summary>What the review desk shows: the queue, and one case whole.</summary>
internal sealed class DeskReads(
    EvenhandNode node,
    TimeProvider clock,
    PolicyPages policies,
    SiteReads reads
)
{
    private const int MostCases = 1_000;
    private const int MostNotices = 1_000;
    private const int NoticesShown = 8;
    private const int MonthsShown = 6;
    private const int OthersShown = 8;

    /// <summary>A page of the queue, and where the next begins.</summary>
    public (IReadOnlyList<DeskItem> Items, string? Next) Queue(
        CaseQuery query,
        string? after,
        int most,
        Language say
    )
    {
        var page = node.Standing.Cases(query, after, most);
        return ([.. page.Items.Select(each => Item(each, say))], page.Next);
    }

    /// <summary>The most urgent of the cases that are open.</summary>
    public IReadOnlyList<DeskItem> Open(int most, Language say) =>
        Queue(
            new CaseQuery(Core.Effects.CaseState.Open, null, null, null, null),
            null,
            most,
            say
        ).Items;

    /// <summary>What runs out next of all accounts.</summary>
    public IReadOnlyList<RunningOut> Next(int most, Language say) =>
        [
            .. from each in node.Looks.RunningOut(most)
            let frame = reads.Frame(each.Account.Text, say)
            select new RunningOut(
                each.Account.Text,
                frame.Name,
                each.Next.Clause,
                TitleOf(frame.Account, each.Next.Clause),
                Instants.Of(each.Next.At),
                frame.Reader
            ),
        ];

    /// <summary>The names of the policies.</summary>
    public IReadOnlyList<string> Policies() => [.. new Shelf(node.Policies(), clock).Names];

    /// <summary>Those who act now.</summary>
    public IReadOnlyList<(string Value, string Words)> People()
    {
        var now = Core.Time.Moment.Of(node.Clock.GetUtcNow());
        return
        [
            .. node.People.All.Where(each => each.ActsAt(now)).Select(each => (each.Id, each.Name)),
        ];
    }

    /// <summary>A case.</summary>
    /// <param name="frame">Its account.</param>
    /// <param name="id">Its id.</param>
    /// <param name="key">Who looks.</param>
    public CaseSheet Sheet(AccountFrame frame, string id, Key key)
    {
        var account = frame.Account.Id;
        var file = node.Standing.Case(new AccountId(account), id) ?? throw Refusal.Missing("case");
        var detail = StandingItems.Of(file);
        var (clause, policy) = (detail.Case.Clause, VersionOf(frame.Account));
        var told = ToldOf(frame, clause, detail.Case.Cycle);
        var offers = new DeskOffers(node, file, key, frame.Reader);
        var offered = offers.All();
        return new CaseSheet
        {
            Detail = detail,
            Told = told,
            Title = told?.Title ?? TitleOf(policy, clause),
            Words =
                policy is null || policies.Checked(policy) is not { } text
                    ? []
                    : Excerpt.Of(text, clause),
            ClauseUrl = told?.ClauseUrl,
            Months = [.. MonthsOf(frame, clause).Take(MonthsShown)],
            Notices = [.. NoticesOf(frame, clause, detail).Take(NoticesShown)],
            Ladder = policy?.Version.Ladder is { } ladder
                ? new Ladders(ladder, file.Standing, offered, frame.Reader).Rungs()
                : [],
            Appeals = [.. offers.Appeals().Select(each => StandingItems.Of(account, each))],
            Offers = offered,
            Printed = PriceOf(frame, clause),
            MayAssign = key.Roles.Overlaps(RoleSet.Of(AccessTable.Assigners)),
            MayNote = key.Roles.Overlaps(RoleSet.Of(AccessTable.Reviewers)),
            People = People(),
            Others = Others(account, id, frame.Reader.Say),
        };
    }

    private DeskItem Item(QueuedCase each, Language say)
    {
        var frame = reads.Frame(each.Account.Text, say);
        return new DeskItem(
            StandingItems.Of(each),
            frame.Name,
            TitleOf(VersionOf(frame.Account), each.Case.Clause.Slug),
            ToldOf(frame, each.Case.Clause.Slug, each.Case.Cycle)?.Message,
            frame.Reader
        );
    }

    /// <summary>A case as it was told; what is told names its cycle by an instant.</summary>
    private CaseView? ToldOf(AccountFrame frame, string clause, string cycle) =>
        reads
            .Cases(frame.Account.Id, MostCases, frame.Reader.Say)
            .FirstOrDefault(each =>
                each.Clause == clause
                && NodaTime
                    .Instant.FromDateTimeOffset(each.Cycle)
                    .InZone(frame.Reader.Zone)
                    .Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
                    == cycle
            );

    /// <summary>The heading of a clause of an account's policy.</summary>
    public string TitleOf(AccountView account, string clause) =>
        TitleOf(VersionOf(account), clause);

    private PublishedPolicy? VersionOf(AccountView account) =>
        new Shelf(node.Policies(), clock).Find(account.Policy, account.Version);

    private static string TitleOf(PublishedPolicy? policy, string clause) =>
        policy?.Version.Clauses.FirstOrDefault(each => each.Id.Slug == clause)?.Title ?? clause;

    private IEnumerable<CaseMonth> MonthsOf(AccountFrame frame, string clause) =>
        from bill in reads.Bills(frame.Account.Id, frame.Reader.Say)
        from line in bill.Lines
        where line.Clause == clause && line.Kind is null
        select new CaseMonth(
            $"{bill.Cycle:yyyy-MM-dd}",
            frame.Reader.Cycle(bill.From, bill.To),
            $"/console/accounts/{Uri.EscapeDataString(frame.Account.Id)}/bills/{bill.Cycle:yyyy-MM-dd}",
            line
        );

    /// <summary>What was told on the clause, or with a step on the case.</summary>
    private IEnumerable<NoticeView> NoticesOf(AccountFrame frame, string clause, CaseDetail detail)
    {
        var clauses = detail.Steps.Select(step => step.Clause).Append(clause).ToHashSet();
        return reads
            .Notices(frame.Account.Id, null, MostNotices, frame.Reader.Say)
            .Items.Where(each => clauses.Contains(each.Clause));
    }

    /// <summary>The printed price of the clause, as its latest line has it.</summary>
    private ChargePrice? PriceOf(AccountFrame frame, string clause) =>
        MonthsOf(frame, clause).FirstOrDefault() is { Line: { UnitPrice: { } price } line }
            ? new ChargePrice
            {
                Clause = clause,
                Per = line.Per,
                Amount = price,
            }
            : null;

    private IReadOnlyList<DeskItem> Others(string account, string id, Language say) =>
        [
            .. Open(OthersShown + 1, say)
                .Where(each => each.Case.Account != account || each.Case.Case != id)
                .Take(OthersShown),
        ];
}

using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Views;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Branding;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Views;
using Evenhand.Wire;
using NodaTime;
using SetPolicy = Evenhand.Policies.Publishing.Page;
using ToldViews = Evenhand.Node.Reads.ToldViews;

namespace Evenhand.Server.Sites;

/// <summary>What pages show of an account: the same records that routes answer with.</summary>
internal sealed class SiteReads(
    EvenhandNode node,
    TimeProvider clock,
    PolicyPages policies,
    Brand? brand
)
{
    /// <summary>What stands on every page, in a language.</summary>
    public AccountFrame Frame(string account, Language say)
    {
        var view = AccountViews.Of(
            node.Account(new AccountId(account)) ?? throw Refusal.NoAccount()
        );
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.TimeZone) ?? DateTimeZone.Utc;
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var reader = new Reader(view.Currency, zone, now) { Say = say };
        var title = TitleOf(view.Policy);
        return new AccountFrame(brand?.Name ?? title, view, reader)
        {
            Brand = brand,
            Policy = title,
            HashOf = version =>
                new Shelf(node.Policies(), clock).Find(view.Policy, version)?.Version.Hash,
            HasStore = node.Vault is not null,
        };
    }

    /// <summary>Its allowances, those first that call for attention.</summary>
    public ImmutableArray<UsageRow> Rows(AccountFrame frame) =>
        UsageRow.Of(
            [
                .. (
                    node.Allowances(new AccountId(frame.Account.Id)) ?? throw Refusal.NoAccount()
                ).Select(each => AllowanceViews.Of(each, frame.Reader.Say)),
            ],
            frame.Reader
        );

    /// <summary>Its allowances under a clause.</summary>
    public ImmutableArray<UsageRow> Rows(AccountFrame frame, string clause)
    {
        var rows = Rows(frame).RemoveAll(row => row.Main.Clause != clause);
        return rows.IsEmpty ? throw Refusal.Missing("allowance") : rows;
    }

    /// <summary>What the meters of some allowances counted day by day in the present cycle.</summary>
    public ImmutableArray<UsageSeries> Series(AccountFrame frame, IReadOnlyList<UsageRow> rows) =>
        [
            .. from meter in rows.Select(row => row.Main.Meter).Distinct()
            from usage in Days(frame, meter, null, null)
            let drawn = UsageSeries.Of(usage, frame.Reader)
            where drawn is not null
            select drawn with
            {
                Chart = UsageChart.Of(
                    usage,
                    Before(frame, meter, usage),
                    [.. rows.Where(row => row.Main.Meter == meter)],
                    frame.Reader
                ),
            },
        ];

    private IEnumerable<UsageView> Days(
        AccountFrame frame,
        string meter,
        Moment? from,
        Moment? to
    ) =>
        (
            node.Usage(new AccountId(frame.Account.Id), from, to, SeriesWindow.Day, meter) ?? []
        ).Select(series => UsageViews.Of(series, SeriesWindow.Day));

    /// <summary>The same of the month before, where the account was there then.</summary>
    private UsageView? Before(AccountFrame frame, string meter, UsageView usage)
    {
        if (usage.Points is not [var first, ..])
            return null;
        var zone = frame.Reader.Zone;
        var begun = Instant
            .FromDateTimeOffset(first.From)
            .InZone(zone)
            .LocalDateTime.PlusMonths(-1);
        var from = begun.InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
        return Days(frame, meter, Moment.Of(from), Moment.Of(first.From)).FirstOrDefault();
    }

    /// <summary>Its statements, the latest first, their equations in a language.</summary>
    public IReadOnlyList<StatementView> Bills(string account, Language say) =>
        [
            .. (node.Statements(new AccountId(account)) ?? throw Refusal.NoAccount())
                .Select(each => StatementViews.Of(each, say))
                .OrderByDescending(bill => bill.From)
                .ThenByDescending(bill => bill.Closing),
        ];

    /// <summary>The statement of a cycle, named by its first day, its equations in a language.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cycle">The first day of the cycle.</param>
    /// <param name="say">The language.</param>
    /// <param name="isExpected">Whether it is wanted as it would be stated today.</param>
    public StatementView Bill(
        string account,
        string cycle,
        Language say,
        bool isExpected = false
    ) =>
        StatementViews.Of(
            node.Statement(new AccountId(account), cycle, isExpected)
                ?? throw Refusal.Missing("bill"),
            say
        );

    /// <summary>The statement of the cycle before that of another; null where there is none.</summary>
    public StatementView? Before(StatementView bill, Language say) =>
        Bills(bill.Account, say).FirstOrDefault(each => each.To == bill.From && !each.Closing);

    /// <summary>Its cases, the latest first.</summary>
    public IReadOnlyList<CaseView> Cases(string account, int most, Language say) =>
        [
            .. (
                node.Looks.LatestCases(new AccountId(account), null, most)
                ?? throw Refusal.NoAccount()
            ).Items.Select(each => ToldViews.Of(each, say)),
        ];

    /// <summary>A page of what it was told, the latest first, and where the next page begins.</summary>
    public (IReadOnlyList<NoticeView> Items, string? Next) Notices(
        string account,
        string? after,
        int most,
        Language say
    )
    {
        var page =
            node.Looks.LatestNotices(new AccountId(account), after, most)
            ?? throw Refusal.NoAccount();
        return ([.. page.Items.Select(each => ToldViews.Of(each, say))], page.Next);
    }

    /// <summary>When each notice that somebody of an account has read was read, by its id.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Opened(string account) =>
        node
            .Deliveries.Opened(new AccountId(account))
            .ToDictionary(each => each.Key, each => Instants.Of(each.Value));

    /// <summary>Versions of its policy that are announced and not yet in force.</summary>
    public IReadOnlyList<PolicyView> Coming(string account)
    {
        var shelf = new Shelf(node.Policies(), clock);
        var policy = node.Account(new AccountId(account))?.Policy;
        return
        [
            .. shelf
                .All.Where(each =>
                    each.Version.Name == policy && each.Version.Effective > shelf.Now
                )
                .Select(each => PolicyViews.Of(each, inForce: false)),
        ];
    }

    /// <summary>What versions to come mean for an account, as it was told.</summary>
    public IReadOnlyList<AccountImpactView> Impacts(string account) =>
        [
            .. Coming(account)
                .Select(each => node.Impacts.OfAccount(new AccountId(account), each.Version))
                .OfType<Node.Amending.AccountImpact>()
                .Select(ImpactViews.Of),
        ];

    /// <summary>The title of a policy as it is published; its name where the document cannot be read.</summary>
    private string TitleOf(string policy)
    {
        var shelf = new Shelf(node.Policies(), clock);
        return shelf.InForce(policy) is { } inForce && policies.Checked(inForce) is { } document
            ? SetPolicy.TitleOf(document.Policy)
            : policy;
    }
}

using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Rejections;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Reads accounts for whoever looks at them: as they stand, what they were told, what was answered.</summary>
internal sealed class AccountReads(
    NodeContext context,
    AccountDirectory accounts,
    RejectionLog rejections
)
{
    /// <summary>So many accounts are looked at for a page of those that are rare.</summary>
    private const int MostLookedAt = 1_000;

    private readonly AccountList list = new(context, accounts);
    private readonly StatementReads statements = new(context, accounts);
    private readonly UsageReads usage = new(context, accounts);
    private readonly WalletReads wallets = new(context, accounts);
    private readonly LineReads lines = new(context, accounts);
    private readonly FateReads fates = new(context, accounts, rejections);
    private readonly ToldReads told = new(context, accounts);

    /// <summary>Where lines wait for a person.</summary>
    public ProposedReads Proposed { get; } = new(context, new StatementReads(context, accounts));

    /// <summary>Accounts in ordinal order of their names. Listing them brings none into memory.</summary>
    /// <param name="after">The name after which the page begins; null for the first.</param>
    /// <param name="limit">How many at most; a page may hold fewer and have a next one all the same.</param>
    /// <param name="opened">Those that were opened; else names that events speak of, and that nobody has opened.</param>
    public Page<AccountSummary> Accounts(string? after, int limit, bool opened)
    {
        var most = opened ? limit : MostLookedAt;
        var names = context.Ledger.Accounts(StreamName.OrShared(after ?? ""), most + 1);
        var (items, looked) = list.Of(
            [.. names.Take(most)],
            account => account.IsOpened == opened,
            limit
        );
        return new Page<AccountSummary>(
            items,
            looked < names.Count ? names[looked - 1].Text : null
        );
    }

    /// <summary>Those that are set aside, in ordinal order of their names.</summary>
    public Page<AccountSummary> Parked(string? after, int limit)
    {
        var aside = accounts
            .Aside.Where(door => string.CompareOrdinal(door.Name.Text, after) > 0)
            .OrderBy(door => door.Name)
            .Take(limit + 1)
            .Select(AccountList.Aside)
            .ToArray();
        var next = aside.Length > limit ? aside[limit - 1].Id.Text : null;
        return new Page<AccountSummary>([.. aside.Take(limit)], next);
    }

    /// <summary>An account, also one that is set aside; null where there is none.</summary>
    public AccountSummary? Account(AccountId id)
    {
        try
        {
            var now = context.Clock.Now;
            return accounts.Visit(id, account => KeptSummary.SummaryOf(account, now));
        }
        catch (RequestException aside) when (aside.Code == Code.Parked)
        {
            return accounts.Find(id) is { } door ? AccountList.Aside(door) : null;
        }
    }

    /// <summary>What is included and allowed; null where there is no such account.</summary>
    public IReadOnlyList<AllowanceFigures>? Allowances(AccountId id)
    {
        if (statements.Running(id) is not { } running)
            return null;
        return accounts.Visit(
            id,
            account => account.Live?.AllowancesAt(context.Clock.Now, running) ?? []
        );
    }

    /// <summary>What is known of the present cycle; null where there is no such account.</summary>
    public RunningCycle? Running(AccountId id) => statements.Running(id);

    /// <summary>Prepaid money and what moved it; null where there is no such account, or it is not open.</summary>
    public WalletHistory? Wallet(AccountId id, string? after, int limit) =>
        wallets.Of(id, after, limit);

    /// <summary>The limit that an account may set for itself; null where it is not open.</summary>
    public LimitFigures? Limit(AccountId id) =>
        accounts.Visit(id, account => account.Live?.LimitAt(context.Clock.Now));

    /// <summary>The statements of all cycles so far.</summary>
    public IReadOnlyList<CycleStatement>? Statements(AccountId id, bool today = false) =>
        statements.All(id, today);

    /// <summary>One statement.</summary>
    public CycleStatement? Statement(AccountId id, string firstDay, bool expected) =>
        statements.One(id, firstDay, expected);

    /// <summary>What would be stated otherwise today of the very events that were stated.</summary>
    public IReadOnlyList<StatedOtherwise> StatedOtherwise(AccountId id) => statements.Otherwise(id);

    /// <summary>The events behind a line.</summary>
    public Page<string>? EventsBehind(
        AccountId id,
        string firstDay,
        string clause,
        string? after,
        int limit,
        bool expected = false
    ) =>
        statements.One(id, firstDay, expected) is { } statement
            ? lines.EventsBehind(id, statement, clause, after, limit)
            : null;

    /// <summary>Stored events with what became of them.</summary>
    public Page<ToldEvent>? Events(EventQuery query, string? after, int limit) =>
        fates.Events(query, after, limit);

    /// <summary>What an account used; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="from">The first instant; null: the first of the present cycle.</param>
    /// <param name="to">The first instant after; null: now.</param>
    /// <param name="window">The windows.</param>
    /// <param name="meter">One meter; null for all.</param>
    public IReadOnlyList<MeterSeries>? Usage(
        AccountId id,
        Moment? from,
        Moment? to,
        SeriesWindow window,
        string? meter
    ) => usage.Series(id, from, to, window, meter);

    /// <summary>What the account was told.</summary>
    public Page<ToldNotice>? Notices(AccountId id, string? after, int limit) =>
        told.Of(id, after, limit, NoticeOf);

    /// <summary>The same, the latest first.</summary>
    public Page<ToldNotice>? LatestNotices(AccountId id, string? before, int limit) =>
        told.Latest(id, before, limit, NoticeOf);

    /// <summary>What happened to the account beside its usage, the latest first.</summary>
    public (IReadOnlyList<TimelineEntry> Items, Moment? Next)? Timeline(
        AccountId id,
        TimelineKind kinds,
        Moment before,
        int limit
    ) => new TimelineReads(context, accounts, statements).Page(id, kinds, before, limit);

    private static ToldNotice? NoticeOf(ToldRecord record) =>
        record.Notice is { } notice
            ? notice with
            {
                Id = record.Id,
                Corrects = record.Corrects,
            }
            : null;

    /// <summary>The account's cases.</summary>
    public Page<ToldCase>? Cases(AccountId id, string? after, int limit) =>
        told.Of(
            id,
            after,
            limit,
            record => record.Case is { } opened ? opened with { Id = record.Id } : null
        );

    /// <summary>The same, the latest first.</summary>
    public Page<ToldCase>? LatestCases(AccountId id, string? before, int limit) =>
        told.Latest(
            id,
            before,
            limit,
            record => record.Case is { } opened ? opened with { Id = record.Id } : null
        );

    /// <summary>The account's latest answers, newest first.</summary>
    public Page<Decision>? Decisions(AccountId id, string? after, int limit) =>
        accounts.Visit(
            id,
            account =>
            {
                var latest = account
                    .Decisions.Latest(id)
                    .SkipWhile(decision => after is not null && decision.Id != after)
                    .Skip(after is null ? 0 : 1)
                    .Take(limit + 1)
                    .ToArray();
                var next = latest.Length > limit ? latest[limit - 1].Id : null;
                return new Page<Decision>([.. latest.Take(limit)], next);
            }
        );
}

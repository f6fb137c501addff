using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Viewing;
using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Accounts;
using Evenhand.Runtime.Serving.Stored;
using Evenhand.Runtime.Serving.Views;

namespace Evenhand.Runtime.Serving;

/// <summary>Reads accounts for whoever looks at them: as they stand, what they were told, what was answered.</summary>
internal sealed class Reading(NodeContext context, AccountDirectory accounts, Alarm alarm)
{
    private readonly StatementReading statements = new(context);
    private readonly UsageReading usage = new(context);

    /// <summary>Accounts in ordinal order of their names.</summary>
    public Page<AccountSummary> Accounts(string? after, int limit)
    {
        var names = context.Ledger.Accounts(after, limit + 1);
        var items = names.Take(limit).Select(name => Account(name)!).ToArray();
        return new Page<AccountSummary>(items, names.Count > limit ? names[limit - 1] : null);
    }

    /// <summary>An account; null where there is none.</summary>
    public AccountSummary? Account(string id) =>
        With(
            id,
            account => Summary(account, account.At(context.Clock.Now)?.FiguresAt(context.Clock.Now))
        );

    /// <summary>What is included and allowed; null where there is no such account.</summary>
    public IReadOnlyList<AllowanceFigures>? Allowances(string id) =>
        With(id, account => account.At(context.Clock.Now)?.AllowancesAt(context.Clock.Now) ?? []);

    /// <summary>The limit that an account may set for itself; null where it is not open.</summary>
    public LimitFigures? Limit(string id) =>
        With(id, account => account.At(context.Clock.Now)?.LimitAt(context.Clock.Now)!);

    /// <summary>The statements of all cycles so far.</summary>
    public IReadOnlyList<CycleStatement>? Statements(string id) =>
        accounts.Ask(id) is { } account ? statements.All(account) : null;

    /// <summary>One statement.</summary>
    public CycleStatement? Statement(string id, string firstDay, bool expected) =>
        accounts.Ask(id) is { } account ? statements.One(account, firstDay, expected) : null;

    /// <summary>The events behind a line.</summary>
    public Page<string>? EventsBehind(
        string id,
        string firstDay,
        string clause,
        string? after,
        int limit
    ) =>
        accounts.Ask(id) is { } account && statements.One(account, firstDay, false) is { } statement
            ? usage.EventsBehind(account, statement.Statement, clause, after, limit)
            : null;

    /// <summary>What the account used.</summary>
    public IReadOnlyList<MeterSeries>? Usage(
        string id,
        long? from,
        long? to,
        SeriesWindow window,
        string? meter
    ) => accounts.Ask(id) is { } account ? usage.Series(account, from, to, window, meter) : null;

    /// <summary>What the account was told.</summary>
    public Page<Notice>? Notices(string id, string? after, int limit) =>
        Told(id, after, limit, record => record.Notice);

    /// <summary>The account's cases.</summary>
    public Page<Case>? Cases(string id, string? after, int limit) =>
        Told(id, after, limit, record => record.Case);

    /// <summary>The account's latest answers, newest first.</summary>
    public Page<Decision>? Decisions(string id, string? after, int limit) =>
        With(
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

    private T? With<T>(string id, Func<ServedAccount, T> read)
        where T : class
    {
        if (accounts.Ask(id) is not { } account)
            return null;
        lock (account.Gate)
        {
            var value = read(account);
            alarm.Tell(account);
            alarm.Set(account);
            return value;
        }
    }

    /// <summary>The cursor is the sequence of the record; records are read from the ledger.</summary>
    private Page<T>? Told<T>(string id, string? after, int limit, Func<ToldRecord, T?> part)
        where T : class
    {
        if (accounts.Ask(id) is not { } account)
            return null;
        var from = after is null ? 0 : Math.Min(Cursor(after), long.MaxValue - 1) + 1;
        var items = new List<T>();
        long last = -1;
        foreach (var slice in context.Ledger.Read(account.Stream, from))
        {
            if (slice.Kind != SliceKind.Told || slice.From < from)
                continue;
            if (part(StoredJson.Read(slice.Payload, StoredJson.Default.ToldRecord)) is not { } item)
                continue;
            if (items.Count == limit)
                return new Page<T>(
                    items,
                    last.ToString(System.Globalization.CultureInfo.InvariantCulture)
                );
            items.Add(item);
            last = slice.From;
        }
        return new Page<T>(items, null);
    }

    private static long Cursor(string after) =>
        long.TryParse(
            after,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var sequence
        )
            ? sequence
            : throw new RequestException(Code.Malformed, "after is no cursor of this list")
            {
                Pointer = "?after",
            };

    private static AccountSummary Summary(ServedAccount account, AccountFigures? figures) =>
        figures is null
            ? new AccountSummary(
                account.Name,
                null,
                null,
                "",
                "",
                "",
                "",
                "",
                0,
                0,
                account.Told.Cases
            )
            : new AccountSummary(
                account.Name,
                figures.Opened,
                figures.Ended,
                figures.Policy,
                figures.Version,
                figures.Currency,
                figures.TimeZone,
                figures.Plan,
                figures.Licensed,
                figures.Restricted,
                account.Told.Cases
            );
}

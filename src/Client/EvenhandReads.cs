using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// Reads accounts and what belongs to them. Every call is retried while the server cannot be reached and throws
/// <see cref="EvenhandProblemException"/> (404 for an account that is unknown or not the key's) or, in the end,
/// <see cref="EvenhandUnavailableException"/>. Lists come in pages: pass <c>next</c> as <c>after</c> until it is null; a limit is the
/// server's by default.
/// </summary>
public sealed class EvenhandReads
{
    private readonly Requests client;

    internal EvenhandReads(Requests client) => this.client = client;

    /// <summary>Tries versions and drafts of policies.</summary>
    public EvenhandTrials Trials => new(client);

    /// <summary>Accounts, by id.</summary>
    public Task<Page<AccountView>> AccountsAsync(
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            $"v1/accounts{Paging(after, limit)}",
            WireJson.Wire.PageAccountView,
            cancel
        );

    /// <summary>One account as it stands now.</summary>
    public Task<AccountView> AccountAsync(string account, CancellationToken cancel = default) =>
        client.GetAsync(Path(account, ""), WireJson.Wire.AccountView, cancel);

    /// <summary>
    /// What was used from one instant to before another, in windows; of one meter or all. Without the first it begins with
    /// the present cycle, without the other it goes until now.
    /// </summary>
    public Task<Page<UsageView>> UsageAsync(
        string account,
        DateTimeOffset? from,
        DateTimeOffset? to,
        UsageWindow window,
        string? meter = null,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("from", from is { } first ? InstantConverter.Text(first) : null),
            ("to", to is { } end ? InstantConverter.Text(end) : null),
            ("window", Word(window)),
            ("meter", meter)
        );
        return client.GetAsync(
            Path(account, "/usage") + query,
            WireJson.Wire.PageUsageView,
            cancel
        );
    }

    /// <summary>What each clause includes or allows, and how much of it is used.</summary>
    public Task<Page<AllowanceView>> AllowancesAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Path(account, "/allowances"), WireJson.Wire.PageAllowanceView, cancel);

    /// <summary>What is left of prepaid money, with a page of what moved it.</summary>
    public Task<WalletPage> WalletAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) => ListAsync(account, "/wallet", after, limit, WireJson.Wire.WalletPage, cancel);

    /// <summary>Statements, closed and running.</summary>
    public Task<Page<StatementView>> StatementsAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) => ListAsync(account, "/statements", after, limit, WireJson.Wire.PageStatementView, cancel);

    /// <summary>The statement of the cycle with this first day.</summary>
    /// <param name="account">The account.</param>
    /// <param name="firstDay">The cycle's first day in the account's time zone.</param>
    /// <param name="expected">True for what the closed cycle would be stated as today.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<StatementView> StatementAsync(
        string account,
        DateOnly firstDay,
        bool expected = false,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Path(account, $"/statements/{Day(firstDay)}{(expected ? "?expected=true" : "")}"),
            WireJson.Wire.StatementView,
            cancel
        );

    /// <summary>The events behind a statement's line, as CloudEvents.</summary>
    /// <param name="account">The account.</param>
    /// <param name="firstDay">The cycle's first day in the account's time zone.</param>
    /// <param name="clause">The line's clause.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="expected">True for those that count today, where the cycle is stated.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<JsonElement>> LineEventsAsync(
        string account,
        DateOnly firstDay,
        string clause,
        string? after = null,
        int? limit = null,
        bool expected = false,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("expected", expected ? "true" : null),
            ("after", after),
            ("limit", Number(limit))
        );
        return client.GetAsync(
            Path(
                account,
                $"/statements/{Day(firstDay)}/lines/{Written.Segment(clause)}/events{query}"
            ),
            WireJson.Wire.PageJsonElement,
            cancel
        );
    }

    /// <summary>
    /// Stored events in the order of arrival, with what became of each. Without an account they come account by account, and
    /// a page may be short, or empty, and still have a next.
    /// </summary>
    public Task<Page<EventView>> EventsAsync(
        string? account = null,
        string? type = null,
        string? id = null,
        EventOutcome? outcome = null,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("account", account),
            ("type", type),
            ("id", id),
            ("outcome", outcome?.ToString().ToLowerInvariant()),
            ("after", after),
            ("limit", Number(limit))
        );
        return client.GetAsync($"v1/events{query}", WireJson.Wire.PageEventView, cancel);
    }

    /// <summary>Copies all that was reported, as lines that a replay takes, as it comes; it is not tried again.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="account">One account; null for all that the key may see.</param>
    /// <param name="archive">True for an archive (tar) with the policies beside the events.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task ExportAsync(
        Stream to,
        string? account = null,
        bool archive = false,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        var query = Written.Query(("account", account), ("format", archive ? "tar" : "ndjson"));
        return client.CopyAsync($"v1/events/export{query}", to, cancel);
    }

    /// <summary>What the account was told.</summary>
    public Task<Page<NoticeView>> NoticesAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) => ListAsync(account, "/notices", after, limit, WireJson.Wire.PageNoticeView, cancel);

    /// <summary>Cases that were opened.</summary>
    public Task<Page<CaseView>> CasesAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) => ListAsync(account, "/cases", after, limit, WireJson.Wire.PageCaseView, cancel);

    /// <summary>Decisions that the server still knows.</summary>
    public Task<Page<DecisionView>> DecisionsAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) => ListAsync(account, "/decisions", after, limit, WireJson.Wire.PageDecisionView, cancel);

    /// <summary>What a policy version to come means for an account, as it was told.</summary>
    public Task<AccountImpactView> ImpactAsync(
        string account,
        string version,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Path(account, $"/impact/{Written.Segment(version)}"),
            WireJson.Wire.AccountImpactView,
            cancel
        );

    /// <summary>What a policy version means for all accounts, those first for which most money changes.</summary>
    public Task<PolicyImpactView> PolicyImpactAsync(
        string policy,
        string version,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            $"v1/policies/{Written.Segment(policy)}/{Written.Segment(version)}/impact"
                + Paging(after, limit),
            WireJson.Wire.PolicyImpactView,
            cancel
        );

    /// <summary>Who did what to terms and money, oldest first; of one account or all. It needs the role operator.</summary>
    public Task<Page<AuditView>> AuditAsync(
        string? account = null,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            "v1/audit"
                + Written.Query(("account", account), ("after", after), ("limit", Number(limit))),
            WireJson.Wire.PageAuditView,
            cancel
        );

    private Task<T> ListAsync<T>(
        string account,
        string what,
        string? after,
        int? limit,
        JsonTypeInfo<T> type,
        CancellationToken cancel
    ) => client.GetAsync(Path(account, what) + Paging(after, limit), type, cancel);

    private static string Path(string account, string rest) =>
        $"v1/accounts/{Written.Segment(account)}{rest}";

    private static string Paging(string? after, int? limit) =>
        Written.Query(("after", after), ("limit", Number(limit)));

    private static string? Number(int? limit) => limit?.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Word(UsageWindow window) =>
        window switch
        {
            UsageWindow.Hour => "hour",
            UsageWindow.Day => "day",
            _ => "month",
        };
}

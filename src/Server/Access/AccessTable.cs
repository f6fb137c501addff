using System.Collections.Frozen;
using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Pages.Outbox;
using Evenhand.Server.Sites.Embed;
using Evenhand.Server.Sites.Speaking;

namespace Evenhand.Server.Access;

/// <summary>Every route and who may call it. This is the one place that says so.</summary>
public static class AccessTable
{
    private static readonly ImmutableArray<Role> Anybody = [];

    /// <summary>Which events each of them may send is said by <see cref="SenderTable"/>.</summary>
    private static readonly ImmutableArray<Role> Senders =
    [
        Role.Ingest,
        Role.Operator,
        Role.Billing,
        Role.Admin,
        Role.Account,
    ];
    private static readonly ImmutableArray<Role> Reporters =
    [
        Role.Ingest,
        Role.Operator,
        Role.Admin,
    ];
    private static readonly ImmutableArray<Role> Askers =
    [
        Role.Gate,
        Role.Operator,
        Role.Admin,
        Role.Account,
    ];
    private static readonly ImmutableArray<Role> Readers =
    [
        Role.Read,
        Role.Operator,
        Role.Admin,
        Role.Account,
        Role.Reviewer,
    ];
    private static readonly ImmutableArray<Role> Limiters =
    [
        Role.Operator,
        Role.Admin,
        Role.Account,
    ];
    private static readonly ImmutableArray<Role> Owners = [Role.Account];

    /// <summary>Who brings what is stored: the vendor's platform, or the account itself.</summary>
    private static readonly ImmutableArray<Role> Keepers =
    [
        Role.Ingest,
        Role.Operator,
        Role.Admin,
        Role.Account,
    ];
    private static readonly ImmutableArray<Role> Watchers = [Role.Read, Role.Operator, Role.Admin];
    private static readonly ImmutableArray<Role> Lookers =
    [
        Role.Read,
        Role.Reviewer,
        Role.Operator,
        Role.Billing,
        Role.Admin,
    ];
    private static readonly ImmutableArray<Role> Publishers = [Role.Operator, Role.Admin];
    private static readonly ImmutableArray<Role> Admins = [Role.Admin];
    private static readonly ImmutableArray<Role> Payers =
    [
        .. ActTable.Of(BuiltIns.Kind.Confirmed)!.Roles.All,
    ];

    /// <summary>Who gives cases to persons.</summary>
    internal static ImmutableArray<Role> Assigners { get; } = [Role.Operator, Role.Admin];

    /// <summary>Who notes on cases.</summary>
    internal static ImmutableArray<Role> Reviewers { get; } =
    [Role.Operator, Role.Admin, Role.Reviewer];

    /// <summary>Who answers questions.</summary>
    internal static ImmutableArray<Role> Answerers { get; } =
    [Role.Operator, Role.Admin, Role.Billing, Role.Reviewer];

    private static readonly ImmutableArray<Role> Overseers =
    [
        Role.Read,
        Role.Operator,
        Role.Admin,
        Role.Billing,
        Role.Reviewer,
    ];
    private static readonly ImmutableArray<Role> Parties =
    [
        Role.Read,
        Role.Operator,
        Role.Admin,
        Role.Account,
        Role.Billing,
        Role.Reviewer,
    ];

    /// <summary>The rows. A pattern with <c>{account}</c> is also held against the account of the key.</summary>
    public static ImmutableArray<RouteAccess> Rows { get; } =
    [
        new("POST", "/v1/events", Senders),
        new("GET", "/v1/events", Readers),
        new("GET", "/v1/events/export", Readers),
        new("POST", "/api/v1/events", Reporters),
        new("POST", "/v1/gate", Askers),
        new("POST", "/v1/reservations/{id}/settle", Askers),
        new("POST", "/v1/reservations/{id}/release", Askers),
        new("GET", "/v1/accounts", Readers),
        new("GET", "/v1/accounts/{account}", Readers),
        new("GET", "/v1/accounts/{account}/usage", Readers),
        new("GET", "/v1/accounts/{account}/allowances", Readers),
        new("GET", "/v1/accounts/{account}/wallet", Readers),
        new("PUT", "/v1/accounts/{account}/limits/{meter}", Limiters),
        new("GET", "/v1/accounts/{account}/statements", Readers),
        new("GET", "/v1/accounts/{account}/statements/{cycle}", Readers),
        new("GET", "/v1/accounts/{account}/statements/{cycle}/lines/{clause}/events", Readers),
        new("GET", "/v1/accounts/{account}/notices", Readers),
        new("GET", "/v1/accounts/{account}/cases", Readers),
        new("GET", "/v1/accounts/{account}/decisions", Readers),
        new("GET", "/v1/cases", Overseers),
        new("GET", "/v1/accounts/{account}/cases/{case}", Parties),
        new("GET", "/v1/accounts/{account}/cases/{case}/file", Overseers),
        new("GET", "/v1/accounts/{account}/steps", Parties),
        new("GET", "/v1/accounts/{account}/steps/{step}/reasons", Parties),
        new("GET", "/v1/accounts/{account}/appeals", Parties),
        new("GET", "/v1/accounts/{account}/holds", Parties),
        new("GET", "/v1/accounts/{account}/exceptions", Parties),
        new("GET", "/v1/accounts/{account}/charges", Parties),
        new("GET", "/v1/accounts/{account}/questions", Parties),
        new("POST", "/v1/accounts/{account}/cases/{case}/assignment", Assigners),
        new("POST", "/v1/accounts/{account}/cases/{case}/notes", Reviewers),
        new("POST", "/v1/questions", [Role.Account]),
        new("POST", "/v1/accounts/{account}/questions/{question}/answer", Answerers),
        new("POST", "/v1/charges", Payers),
        new("GET", "/v1/accounts/{account}/inbox", Readers),
        new("POST", "/v1/accounts/{account}/inbox/{notice}/opened", Owners),
        new("GET", "/v1/accounts/{account}/deliveries", Readers),
        new("GET", "/v1/accounts/{account}/deliveries/{id}", Readers),
        new("GET", "/v1/accounts/{account}/notices/{notice}/letter", Readers),
        new("GET", "/v1/accounts/{account}/thresholds", Limiters),
        new("PUT", "/v1/accounts/{account}/thresholds", Limiters),
        new("GET", "/v1/accounts/{account}/recipients", Limiters),
        new("POST", "/v1/accounts/{account}/recipients", Limiters),
        new("PUT", "/v1/accounts/{account}/recipients/{id}", Limiters),
        new("DELETE", "/v1/accounts/{account}/recipients/{id}", Limiters),
        new("POST", "/v1/accounts/{account}/recipients/{id}/test", Limiters),
        new("GET", "/v1/accounts/{account}/webhooks", Limiters),
        new("POST", "/v1/accounts/{account}/webhooks", Limiters),
        new("PUT", "/v1/accounts/{account}/webhooks/{id}", Limiters),
        new("DELETE", "/v1/accounts/{account}/webhooks/{id}", Limiters),
        new("POST", "/v1/accounts/{account}/webhooks/{id}/rotate", Limiters),
        new("POST", "/v1/accounts/{account}/webhooks/{id}/test", Limiters),
        new("GET", "/v1/webhooks", Publishers),
        new("POST", "/v1/webhooks", Publishers),
        new("PUT", "/v1/webhooks/{id}", Publishers),
        new("DELETE", "/v1/webhooks/{id}", Publishers),
        new("POST", "/v1/webhooks/{id}/rotate", Publishers),
        new("POST", "/v1/webhooks/{id}/test", Publishers),
        new("GET", "/v1/deliveries", Publishers),
        new("POST", "/v1/deliveries/bounces", Publishers),
        new("POST", "/v1/deliveries/{id}/resend", Publishers),
        .. ActTable.Rows.Select(act => new RouteAccess("POST", act.Pattern, act.Roles.All)),
        new("GET", "/v1/accounts/{account}/objects", Readers),
        new("PUT", "/v1/accounts/{account}/objects/{object}", Keepers),
        new("GET", "/v1/accounts/{account}/objects/{object}", Readers),
        new("DELETE", "/v1/accounts/{account}/objects/{object}", Limiters),
        new("GET", "/v1/accounts/{account}/objects/{object}/content", Owners.Add(Role.Content)),
        new("GET", "/v1/accounts/{account}/objects/{object}/upload", Keepers),
        new("PATCH", "/v1/accounts/{account}/objects/{object}/upload", Keepers),
        new("DELETE", "/v1/accounts/{account}/objects/{object}/upload", Keepers),
        new("POST", "/v1/accounts/{account}/objects/{object}/retrieve", Limiters.Add(Role.Content)),
        new("GET", "/v1/accounts/{account}/retrievals/{retrieval}", Readers.Add(Role.Content)),
        new("GET", "/v1/accounts/{account}/vault/rules", Readers),
        new("POST", "/v1/accounts/{account}/vault/preview", Limiters),
        new("PUT", "/v1/accounts/{account}/vault/rules/{rule}/{class}", Limiters),
        new("GET", "/v1/accounts/{account}/target-kinds", Readers),
        new("GET", "/v1/accounts/{account}/targets", Readers),
        new("GET", "/v1/accounts/{account}/targets/{target}", Readers),
        new("PUT", "/v1/accounts/{account}/targets/{target}", Limiters),
        new("DELETE", "/v1/accounts/{account}/targets/{target}", Limiters),
        new("POST", "/v1/accounts/{account}/targets/{target}/test", Limiters),
        new("GET", "/v1/accounts/{account}/offloads", Readers),
        new("GET", "/v1/accounts/{account}/purges", Readers),
        new("GET", "/v1/accounts/{account}/purges/{purge}", Readers),
        new("POST", "/v1/accounts/{account}/export", Limiters),
        new("GET", "/v1/accounts/{account}/export", Readers.Add(Role.Content)),
        new("GET", "/v1/accounts/{account}/export/parts/{part}", Owners.Add(Role.Content)),
        new("GET", "/v1/vault/waits", Overseers),
        new("POST", "/v1/accounts/{account}/vault/release", Publishers),
        new("POST", "/v1/vault/check", Publishers),
        new("GET", "/v1/policies", Readers),
        new("GET", "/v1/policies/{name}/{version}", Readers),
        new("GET", "/v1/policies/{name}/{version}/impact", Overseers),
        new("GET", "/v1/accounts/{account}/impact/{version}", Parties),
        new("POST", "/v1/policies/{name}/trials", Publishers),
        new("GET", "/v1/policies/{name}/trials/{id}", Overseers),
        new("POST", "/v1/policies/{name}/trials/{id}/stop", Publishers),
        new("POST", "/v1/policies", Publishers),
        new("DELETE", "/v1/policies/{name}/{version}", Publishers),
        new("GET", "/v1/keys", Admins),
        new("POST", "/v1/keys", Admins),
        new("POST", "/v1/keys/{id}/rotate", Admins),
        new("DELETE", "/v1/keys/{id}", Admins),
        new("GET", "/v1/people", Admins),
        new("POST", "/v1/people", Admins),
        new("PUT", "/v1/people/{person}", Admins),
        new("DELETE", "/v1/people/{person}", Admins),
        new("GET", "/v1/changes", Parties),
        new("GET", "/v1/clock", Watchers),
        new("POST", "/v1/clock/confirm", Admins),
        new("GET", "/v1/audit", Publishers),
        new("GET", "/metrics", Watchers),
        new("GET", "/policies", Anybody),
        new("GET", "/policies/{name}", Anybody),
        new("POST", "/v1/accounts/{account}/portal-links", Limiters),
        new("GET", LanguageRoutes.Pattern, Anybody),
        new("GET", "/portal/open", Anybody),
        new("GET", MailedLinks.Page, Anybody),
        new("POST", MailedLinks.Page, Anybody),
        new("GET", MailedLinks.LinkPage, Anybody),
        new("POST", MailedLinks.LinkPage, Anybody),
        .. Pages(
            PagesFor.Portal,
            [Role.Account],
            PageActs.ChangesOf(PagesFor.Portal),
            "/portal",
            "/portal/usage/{clause}",
            "/portal/bills",
            "/portal/bills/{cycle}",
            "/portal/bills/{cycle}.csv",
            PageActs.Line,
            "/portal/told",
            "/portal/told" + PageActs.Reasons,
            "/portal/limits",
            "/portal/policy",
            PageActs.Stored,
            PageActs.StoredBytes,
            PageActs.StoredPart,
            PageActs.Targets,
            PageActs.OwnEvents
        ),
        .. PageActs.Rows(PagesFor.Portal, PageActs.OfAccount),
        .. PageActs.SaidByAccount.Select(pattern => PageActs.Row(PagesFor.Portal, pattern, Owners)),
        .. Pages(PagesFor.Notice, [Role.Account], NoticeLinks.Page),
        new("POST", NoticeLinks.Page + "/read", [Role.Account]) { Pages = PagesFor.Notice },
        new("POST", NoticeLinks.Page + "/question", [Role.Account]) { Pages = PagesFor.Notice },
        .. Pages(PagesFor.Embed, [Role.Account], [.. EmbedRoutes.Patterns]),
        new("POST", "/v1/people/{person}/links", Admins),
        new("GET", "/", Anybody),
        new("GET", PersonLinks.Page, Anybody),
        new("POST", PersonLinks.Page, Anybody),
        new("GET", SignIn.Page, Anybody),
        new("POST", SignIn.Page, Anybody),
        new("POST", SignIn.CodePage, Anybody),
        new("GET", SignIn.PasskeyPage, Anybody),
        new("POST", SignIn.PasskeyPage, Anybody),
        new("GET", OpenIdProvider.Page, Anybody),
        new("GET", OpenIdProvider.Back, Anybody),
        .. Pages(
            PagesFor.Console,
            Lookers,
            PageActs.ChangesOf(PagesFor.Console),
            "/console",
            "/console/find",
            "/console/accounts",
            "/console/accounts/{account}",
            "/console/accounts/{account}/usage/{clause}",
            "/console/accounts/{account}/bills/{cycle}",
            "/console/accounts/{account}/bills/{cycle}.csv",
            PageActs.AccountStored,
            PageActs.AccountTargets,
            "/console/desk",
            PageActs.Case,
            PageActs.Case + PageActs.Reasons,
            "/console/asked",
            PageActs.Asked,
            "/console/charges",
            PageActs.Own,
            PageActs.Second,
            PageActs.Passkeys,
            "/console/policies",
            "/console/policies/{policy}",
            "/console/policies/{policy}/{version}",
            "/console/policies/{policy}/compare",
            "/console/policies/{policy}/readings",
            "/console/policies/{policy}/trials/{trial}",
            "/console/ask",
            "/console/events",
            "/console/notices",
            "/console/notices/{account}",
            "/console/notices/{account}/{notice}",
            TemplateName.List,
            TemplateName.One
        ),
        .. Pages(PagesFor.Console, [Role.Content], PageActs.AccountStoredBytes),
        .. PageActs.Rows(PagesFor.Console, PageActs.OfStored),
        PageActs.Row(PagesFor.Console, PageActs.AccountStored + "/release", Publishers),
        .. PageActs.OfTargets.Select(tail =>
            PageActs.Row(PagesFor.Console, PageActs.AccountTargets + tail, Publishers)
        ),
        .. Pages(PagesFor.Console, Publishers, PageActs.Draft),
        .. Pages(PagesFor.Console, Admins, "/console/setup"),
        PageActs.Row(PagesFor.Console, "/console/setup/people", Admins),
        PageActs.Row(PagesFor.Console, "/console/setup/people/{person}/end", Admins),
        PageActs.Row(PagesFor.Console, "/console/setup/people/{person}/link", Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupKeys, Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupKeys + "/{key}/revoke", Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupEndpoints, Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupEndpoints + "/{id}", Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupEndpoints + "/{id}/rotate", Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupEndpoints + "/{id}/end", Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupEndpoints + "/{id}/test", Admins),
        PageActs.Row(PagesFor.Console, PageActs.SetupMail, Admins),
        PageActs.Row(PagesFor.Console, PageActs.Out, Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Own + "/password", Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Own + "/out", Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Own + "/openid", Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Own + "/openid/end", Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Passkeys, Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Passkeys + "/{id}/end", Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Second, Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Second + "/end", Lookers),
        PageActs.Row(PagesFor.Console, PageActs.Second + "/recovery", Lookers),
        .. PageActs.Rows(PagesFor.Console, PageActs.OfCase),
        PageActs.Row(PagesFor.Console, PageActs.Case + "/assignment", Assigners),
        PageActs.Row(PagesFor.Console, PageActs.Case + "/notes", Reviewers),
        .. PageActs.Rows(PagesFor.Console, PageActs.OfAsked),
        PageActs.Row(PagesFor.Console, PageActs.Asked + "/questions/{question}/answer", Answerers),
        PageActs.Row(PagesFor.Console, "/console/charges", Payers),
        PageActs.Row(PagesFor.Console, "/console/notices/{account}/{delivery}/resend", Publishers),
        PageActs.Row(PagesFor.Console, TemplateName.One, Publishers),
        PageActs.Row(PagesFor.Console, TemplateName.Drop, Publishers),
        PageActs.Row(PagesFor.Console, "/console/policies/{policy}/trials", Publishers),
        PageActs.Row(PagesFor.Console, "/console/policies/{policy}/readings", Publishers),
        PageActs.Row(PagesFor.Console, "/console/policies/{policy}/drafts", Publishers),
        PageActs.Row(PagesFor.Console, PageActs.Draft, Publishers),
        PageActs.Row(PagesFor.Console, PageActs.Draft + "/publish", Publishers),
        PageActs.Row(PagesFor.Console, PageActs.Draft + "/end", Publishers),
        PageActs.Row(
            PagesFor.Console,
            "/console/policies/{policy}/trials/{trial}/stop",
            Publishers
        ),
        PageActs.Row(PagesFor.Console, "/console/notices/endpoints/{id}/test", Publishers),
        new("GET", "/assets/{name}", Anybody),
        new("GET", "/openapi.json", Anybody),
        new("GET", "/health/live", Anybody),
        new("GET", "/health/ready", Anybody),
    ];

    private static readonly FrozenDictionary<(string, string), RouteAccess> ByRoute =
        Rows.ToFrozenDictionary(row => (row.Method, row.Pattern));

    private static IEnumerable<RouteAccess> Pages(
        PagesFor whom,
        ImmutableArray<Role> roles,
        params string[] patterns
    ) => patterns.Select(pattern => new RouteAccess("GET", pattern, roles) { Pages = whom });

    /// <summary>The row of a route.</summary>
    /// <exception cref="InvalidOperationException">It has none: nobody has said who may call it.</exception>
    public static RouteAccess Of(string method, string pattern) =>
        ByRoute.TryGetValue((method, pattern), out var row)
            ? row
            : throw new InvalidOperationException(
                $"{method} {pattern} has no row in {nameof(AccessTable)}: say who may call it"
            );
}

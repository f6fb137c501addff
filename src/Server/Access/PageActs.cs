using System.Collections.Immutable;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using static Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Access;

/// <summary>The acts that a page's forms do, each at an address under its page; who may is said by the table of acts.</summary>
internal static class PageActs
{
    private const string Account = "/v1/accounts/{account}";

    /// <summary>The page of how whoever looks signs in.</summary>
    public const string Own = "/console/own";

    /// <summary>The page on which whoever looks sets a second factor.</summary>
    public const string Second = Own + "/second";

    /// <summary>The page of the passkeys of whoever looks.</summary>
    public const string Passkeys = Own + "/passkeys";

    /// <summary>Where whoever looks ends the session.</summary>
    public const string Out = "/console/out";

    /// <summary>What follows a site's address: the stream of what changes there, which is no page.</summary>
    public const string Changes = "/changes";

    /// <summary>That of a site.</summary>
    public static string ChangesOf(PagesFor pages) =>
        (pages == PagesFor.Portal ? "/portal" : "/console") + Changes;

    /// <summary>Whether a page is about how whoever looks signs in, or out.</summary>
    public static bool IsOwn(RouteAccess access) =>
        access.Pattern == Out || access.Pattern.StartsWith(Own, StringComparison.Ordinal);

    /// <summary>The page of a case.</summary>
    public const string Case = "/console/desk/{account}/{case}";

    /// <summary>Those of the page of a case.</summary>
    public static ImmutableArray<(ActRow Row, string Pattern)> OfCase { get; } =
    [
        .. from kind in new[]
        {
            FindingMade,
            CaseDismissed,
            StepProposed,
            StepApproved,
            StepWithdrawn,
            StepLifted,
            BrakeApplied,
            AppealDecided,
        }
        let row = ActTable.Of(kind)!
        select (row, Case + TailOf(row)),
    ];

    /// <summary>The page of what an account asks.</summary>
    public const string Asked = "/console/asked/{account}";

    /// <summary>Those of the page of what an account asks.</summary>
    public static ImmutableArray<(ActRow Row, string Pattern)> OfAsked { get; } =
    [
        .. from kind in new[]
        {
            AppealDecided,
            Core.Stream.BuiltIns.Kind.Exception,
            ExceptionRefused,
        }
        let row = ActTable.Of(kind)!
        select (row, Asked + TailOf(row)),
    ];

    /// <summary>The page of what an account stores, in the console.</summary>
    public const string AccountStored = "/console/accounts/{account}/stored";

    /// <summary>The bytes of one such thing.</summary>
    public const string AccountStoredBytes = AccountStored + "/content/{object}";

    /// <summary>The acts of that page.</summary>
    public static ImmutableArray<(ActRow Row, string Pattern)> OfStored { get; } =
    [
        .. from kind in new[] { HoldPlaced, HoldReleased, QuarantineLifted }
        let row = ActTable.Of(kind)!
        select (row, AccountStored + TailOf(row)),
    ];

    /// <summary>The page of a line of a bill, in the portal.</summary>
    public const string Line = "/portal/bills/{cycle}/lines/{clause}";

    /// <summary>The page of a version that somebody writes.</summary>
    public const string Draft = "/console/policies/{policy}/drafts/{draft}";

    /// <summary>Where keys are made by a form.</summary>
    public const string SetupKeys = "/console/setup/keys";

    /// <summary>Where endpoints are set by forms.</summary>
    public const string SetupEndpoints = "/console/setup/endpoints";

    /// <summary>Where a mail is sent to try the next hop.</summary>
    public const string SetupMail = "/console/setup/mail";

    /// <summary>What an account stores, in the portal.</summary>
    public const string Stored = "/portal/stored";

    /// <summary>The bytes of one such thing.</summary>
    public const string StoredBytes = Stored + "/{object}";

    /// <summary>Where one that lies cold is asked for.</summary>
    public const string StoredAsk = StoredBytes + "/retrieve";

    /// <summary>Where a rule for what is stored is set.</summary>
    public const string StoredRule = Stored + "/rules/{rule}/{class}";

    /// <summary>Where an export of it is asked for.</summary>
    public const string StoredExport = Stored + "/export";

    /// <summary>A part of an export.</summary>
    public const string StoredPart = StoredExport + "/{export}/{part}";

    /// <summary>Where an account has something kept of what it stores.</summary>
    public const string StoredHolds = Stored + "/holds";

    /// <summary>Where it lets go of that.</summary>
    public const string StoredHoldRelease = StoredHolds + "/{hold}/release";

    /// <summary>Where an account has copies made to, in the portal.</summary>
    public const string Targets = "/portal/targets";

    /// <summary>The same in the console.</summary>
    public const string AccountTargets = "/console/accounts/{account}/targets";

    /// <summary>What forms of both do, after the page's address.</summary>
    public static ImmutableArray<string> OfTargets { get; } =
    ["/set", "/{target}/test", "/{target}/remove"];

    /// <summary>All events of an account, in the portal.</summary>
    public const string OwnEvents = "/portal/events.ndjson";

    /// <summary>What follows the page of whoever looks at a step: why it was taken, as the account was told.</summary>
    public const string Reasons = "/steps/{step}/reasons";

    /// <summary>An appeal against a step, in the portal.</summary>
    public const string AppealOfStep = "/portal/told/steps/{step}/appeal";

    /// <summary>An appeal against the refusal of an exception, in the portal.</summary>
    public const string AppealOfRefusal = "/portal/told/exceptions/{exception}/appeal";

    /// <summary>An objection to a line, in the portal.</summary>
    public const string AppealOfLine = Line + "/appeal";

    /// <summary>A request for an exception, in the portal.</summary>
    public const string Request = "/portal/usage/{clause}/exception";

    /// <summary>The acts of an account's people, in the portal.</summary>
    public static ImmutableArray<(ActRow Row, string Pattern)> OfAccount { get; } =
    [
        (ActTable.Of(AppealOpened)!, AppealOfStep),
        (ActTable.Of(AppealOpened)!, AppealOfRefusal),
        (ActTable.Of(AppealOpened)!, AppealOfLine),
        (ActTable.Of(ExceptionRequested)!, Request),
        (ActTable.Of(HoldPlaced)!, StoredHolds),
        (ActTable.Of(HoldReleased)!, StoredHoldRelease),
    ];

    /// <summary>What else an account's people send from pages of the portal.</summary>
    public static ImmutableArray<string> SaidByAccount { get; } =
    [
        Line + "/question",
        "/portal/told/notices/{notice}/reply",
        "/portal/told/notices/{notice}/read",
        "/portal/limits/{meter}",
        "/portal/limits/resume/{automation}",
        "/portal/limits/recipients",
        "/portal/limits/recipients/{recipient}/digest",
        "/portal/limits/recipients/{recipient}/end",
        StoredAsk,
        StoredRule,
        StoredExport,
        .. OfTargets.Select(tail => Targets + tail),
        "/portal/out",
    ];

    /// <summary>What follows the page's address; which step is proposed stands in it too.</summary>
    private static string TailOf(ActRow row) =>
        row.Pattern[Account.Length..].Replace("/cases/{case}", "", StringComparison.Ordinal)
        + (row.Kind == StepProposed ? "/{to}" : "");

    /// <summary>The rows of what the forms of a page do.</summary>
    public static IEnumerable<RouteAccess> Rows(
        PagesFor whom,
        IEnumerable<(ActRow Row, string Pattern)> acts
    ) =>
        acts.Select(act =>
            Row(
                whom,
                act.Pattern,
                [
                    .. act.Row.Roles.All.Where(role =>
                        (role == Role.Account) == (whom == PagesFor.Portal)
                    ),
                ]
            )
        );

    /// <summary>The row of what a form does.</summary>
    public static RouteAccess Row(PagesFor whom, string pattern, ImmutableArray<Role> roles) =>
        new("POST", pattern, roles) { Pages = whom };
}

using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Node.Roles;
using Evenhand.Wire;
using static Evenhand.Core.Effects.Unmet;
using What = Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Node.Acts;

/// <summary>
/// Every act, with its address, who may do it and what may stand against it. This is the one place that says so: routes, access,
/// the page and the answers derive from it.
/// </summary>
public static class ActTable
{
    private const string Account = "/v1/accounts/{account}";
    private const string Case = Account + "/cases/{case}";
    private const string Step = Account + "/steps/{step}";
    private const string Request = Account + "/exceptions/{exception}";
    private const string Line = Account + "/statements/{cycle}/lines/{clause}";

    private static readonly RoleSet Reviewers = RoleSet.Of(
        Role.Reviewer,
        Role.Operator,
        Role.Admin
    );
    private static readonly RoleSet Operators = RoleSet.Of(Role.Operator, Role.Admin);
    private static readonly RoleSet Holders = RoleSet.Of(Role.Operator, Role.Admin, Role.Account);
    private static readonly RoleSet Payers = RoleSet.Of(Role.Billing, Role.Admin);

    private const Unmet OfThing = Unknown | State | Unmet.Person | Time;
    private const Unmet OfStep =
        Cases
        | Unmet.Charge
        | Finding
        | Higher
        | Unmet.Kind
        | Needed
        | Unmet.Person
        | Suspends
        | Time;

    /// <summary>The rows.</summary>
    public static ImmutableArray<ActRow> Rows { get; } =
    [
        Act(What.FindingMade, Case + "/finding", Reviewers, "Establish a case") with
        {
            CanBeVoided = true,
            About = "case",
        },
        Act(What.CaseDismissed, Case + "/dismissal", Reviewers, "Let a case go") with
        {
            About = "case",
        },
        new(
            What.StepProposed,
            Account + "/steps",
            Reviewers,
            typeof(StepProposal),
            OfStep | Unmet.Taken,
            "Propose a step of the ladder"
        )
        {
            About = "step",
        },
        Act(
            What.StepApproved,
            Step + "/approval",
            Operators,
            "Approve a proposed step, or keep a brake, as a second person"
        ) with
        {
            Conditions = OfThing | OfStep,
        },
        Act(
            What.StepWithdrawn,
            Step + "/withdrawal",
            Operators,
            "Take back a step not yet in force"
        ),
        Act(What.StepLifted, Step + "/lifting", Operators, "Lift a step in force"),
        new(
            What.BrakeApplied,
            Account + "/brakes",
            Operators,
            typeof(BrakeOrder),
            Cases
                | Unmet.Kind
                | Finding
                | State
                | Higher
                | Suspends
                | Unmet.Person
                | Unmet.Taken
                | Time,
            "Suspend acts at once, for a day"
        )
        {
            About = "step",
        },
        new(
            What.NoticeDelivered,
            Step + "/delivery",
            Operators,
            typeof(DeliveryNote),
            Unknown | State | Time,
            "Note that the notice of a step reached the account"
        )
        {
            About = "step",
            CanBeVoided = true,
            NamesPerson = false,
        },
        new(
            What.AppealOpened,
            "/v1/appeals",
            Role.Account,
            typeof(AppealQuestion),
            Unknown | State | Time | Unmet.Taken,
            "Appeal against a step, a line or a refusal; with the account's own key"
        )
        {
            About = "appeal",
            NamesPerson = false,
        },
        new(
            What.AppealDecided,
            Account + "/appeals/{appeal}/decision",
            Operators,
            typeof(AppealVerdict),
            OfThing | Unmet.Kind | Higher,
            "Decide an appeal, as somebody who had no hand in what it challenges"
        )
        {
            About = "appeal",
        },
        new(
            What.ExceptionRequested,
            "/v1/exceptions",
            Role.Account,
            typeof(ExceptionQuestion),
            Unknown | Unmet.Kind | Time | Unmet.Taken,
            "Ask for an exception; with the account's own key"
        )
        {
            About = "exception",
            NamesPerson = false,
        },
        new(
            What.Exception,
            Request + "/grant",
            Reviewers,
            typeof(ExceptionGrant),
            OfThing | Unmet.Kind,
            "Grant an exception that was asked for"
        )
        {
            About = "exception",
        },
        Act(
            What.ExceptionRefused,
            Request + "/refusal",
            Reviewers,
            "Refuse an exception that was asked for"
        ) with
        {
            About = "exception",
        },
        Act(What.Confirmed, Line + "/confirmation", Payers, "Confirm a proposed charge") with
        {
            About = "clause",
            Conditions = Unknown | State | Unmet.Charge,
        },
        Act(What.Waived, Line + "/waiver", Payers, "Let a charge go") with
        {
            About = "clause",
            Conditions = Unknown | State,
        },
        new(
            What.HoldPlaced,
            Account + "/holds",
            Holders,
            typeof(HoldOrder),
            Unmet.Kind | Unmet.Person | Unmet.Taken | Time,
            "Have what is stored kept, whatever else would delete or move it"
        )
        {
            About = "hold",
            Side = "side",
        },
        Act(
            What.HoldReleased,
            Account + "/holds/{hold}/release",
            Holders,
            "Let go of what a hold keeps"
        ) with
        {
            About = "hold",
            Conditions = OfThing | Unmet.Kind,
        },
        Act(
            What.QuarantineLifted,
            Account + "/objects/{object}/release",
            Operators,
            "Let a thing out of quarantine, as somebody who did not report it"
        ) with
        {
            About = "object",
            Conditions = OfThing | Unmet.Kind,
        },
        Act(
            What.Voided,
            Account + "/acts/{act}/void",
            Operators,
            "Take back a finding or a delivery that was noted by mistake"
        ) with
        {
            About = "act",
            Conditions = Unknown | Unmet.Kind | State | Time,
            NamesPerson = false,
        },
    ];

    /// <summary>The row of a type of event; null where no act has it.</summary>
    public static ActRow? Of(What kind) => Rows.FirstOrDefault(row => row.Kind == kind);

    private static ActRow Act(What kind, string pattern, RoleSet roles, string summary) =>
        new(kind, pattern, roles, typeof(ActDecision), OfThing, summary) { About = "step" };
}

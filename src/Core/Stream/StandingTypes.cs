using System.Collections.Immutable;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Stream;

/// <summary>The built-in types of what people decide on an account's standing, and what the account says to it.</summary>
public static class StandingTypes
{
    /// <summary>Slots of decisions on a case.</summary>
    public static class CaseSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Case = 0,
            By = 1,
            Reason = 2;
    }

    /// <summary>Slots of decisions on a step, and of its proposal; a decision has the first three.</summary>
    public static class StepSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Step = 0,
            By = 1,
            Reason = 2,
            Cases = 3,
            Suspends = 4,
            To = 5,
            Until = 6,
            Price = 7,
            PriceClause = 8,
            PricePer = 9,
            PriceAmount = 10;
    }

    /// <summary>Slots of <see cref="Kind.NoticeDelivered"/>.</summary>
    public static class DeliverySlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Step = 0,
            Channel = 1;
    }

    /// <summary>Slots of <see cref="Kind.AppealOpened"/>.</summary>
    public static class AppealSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Appeal = 0,
            Against = 1,
            Clause = 2,
            Cycle = 3,
            Reason = 4;
    }

    /// <summary>Slots of <see cref="Kind.AppealDecided"/>.</summary>
    public static class VerdictSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Appeal = 0,
            By = 1,
            Outcome = 2,
            Reason = 3,
            To = 4;
    }

    /// <summary>Slots of <see cref="Kind.ExceptionRequested"/> and <see cref="Kind.ExceptionRefused"/>.</summary>
    public static class RequestSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Request = 0,
            Reason = 1,
            By = 2,
            Clause = 2,
            From = 3,
            To = 4,
            Amount = 5;
    }

    /// <summary>The types, in the order of <see cref="Kind"/>.</summary>
    internal static ImmutableArray<EventType> All =>
        [
            Type(Kind.CaseDismissed, "case.dismissed", Decision("case")),
            Type(Kind.FindingMade, "finding.made", Decision("case")),
            Type(
                Kind.StepProposed,
                "step.proposed",
                [
                    .. Decision("step"),
                    Needed(StepSlot.Cases, "cases", FieldKind.Texts),
                    Optional(StepSlot.Suspends, "suspends", FieldKind.Texts),
                    Needed(StepSlot.To, "to"),
                    Optional(StepSlot.Until, "until", FieldKind.Time),
                    Optional(StepSlot.Price, "price", FieldKind.Members),
                    Needed(StepSlot.PriceClause, "price.clause"),
                    Needed(StepSlot.PricePer, "price.per", FieldKind.Money),
                    Needed(StepSlot.PriceAmount, "price.amount", FieldKind.Money),
                ]
            ),
            Type(Kind.StepApproved, "step.approved", Decision("step")),
            Type(Kind.StepWithdrawn, "step.withdrawn", Decision("step")),
            Type(Kind.StepLifted, "step.lifted", Decision("step")),
            Type(
                Kind.BrakeApplied,
                "brake.applied",
                [
                    .. Decision("step"),
                    Needed(StepSlot.Cases, "cases", FieldKind.Texts),
                    Optional(StepSlot.Suspends, "suspends", FieldKind.Texts),
                ]
            ),
            Type(
                Kind.NoticeDelivered,
                "notice.delivered",
                [
                    Needed(DeliverySlot.Step, "step"),
                    OneOf(DeliverySlot.Channel, "channel", "email", "webhook", "portal"),
                ]
            ),
            Type(
                Kind.AppealOpened,
                "appeal.opened",
                [
                    Needed(AppealSlot.Appeal, "appeal"),
                    Needed(AppealSlot.Against, "against"),
                    Needed(AppealSlot.Clause, "against.clause"),
                    Needed(AppealSlot.Cycle, "against.cycle"),
                    Needed(AppealSlot.Reason, "reason"),
                ]
            ),
            Type(
                Kind.AppealDecided,
                "appeal.decided",
                [
                    Needed(VerdictSlot.Appeal, "appeal"),
                    Needed(VerdictSlot.By, "by"),
                    OneOf(
                        VerdictSlot.Outcome,
                        "outcome",
                        "upheld",
                        "changed",
                        "reversed",
                        "unclear"
                    ),
                    Needed(VerdictSlot.Reason, "reason"),
                    Optional(VerdictSlot.To, "to", FieldKind.Text),
                ]
            ),
            Type(
                Kind.ExceptionRequested,
                "exception.requested",
                [
                    Needed(RequestSlot.Request, "exception"),
                    Needed(RequestSlot.Reason, "reason"),
                    Needed(RequestSlot.Clause, "clause"),
                    Needed(RequestSlot.From, "from", FieldKind.Time),
                    Needed(RequestSlot.To, "to", FieldKind.Time),
                    Optional(RequestSlot.Amount, "amount", FieldKind.Money),
                ]
            ),
            Type(
                Kind.ExceptionRefused,
                "exception.refused",
                [
                    Needed(RequestSlot.Request, "exception"),
                    Needed(RequestSlot.Reason, "reason"),
                    Needed(RequestSlot.By, "by"),
                ]
            ),
        ];

    private static EventType Type(Kind kind, string name, Field[] fields) =>
        new((int)kind, name, [.. fields], -1);

    private static Field[] Decision(string on) =>
        [Needed(CaseSlot.Case, on), Needed(CaseSlot.By, "by"), Needed(CaseSlot.Reason, "reason")];

    private static Field Needed(int slot, string name, FieldKind kind = FieldKind.Text) =>
        new(slot, name, kind, null, [], null, Required: true);

    private static Field Optional(int slot, string name, FieldKind kind) =>
        new(slot, name, kind, null, [], null, Required: false);

    private static Field OneOf(int slot, string name, params string[] choices) =>
        new(slot, name, FieldKind.Choice, null, [.. choices], null, Required: true);
}

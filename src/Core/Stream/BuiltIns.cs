using System.Collections.Immutable;

namespace Evenhand.Core.Stream;

/// <summary>
/// The event types that every account has, whatever its vendor: opening and end, seats, plan, add-ons, limits,
/// exceptions, charge decisions, voids, wallet, rates, reports and asks. Their places and slots are fixed.
/// </summary>
public static class BuiltIns
{
    /// <summary>Places of the built-in types in every catalogue.</summary>
    public enum Kind
    {
        /// <summary>An account begins, with its policy, currency, zone and cycle day.</summary>
        Opened,

        /// <summary>An account's contract ends.</summary>
        Terminated,

        /// <summary>Its licence totals from now on.</summary>
        Seats,

        /// <summary>Its plan from now on, or from the next cycle.</summary>
        Plan,

        /// <summary>One more holding of an add-on.</summary>
        AddOnAdded,

        /// <summary>Holdings of an add-on end.</summary>
        AddOnRemoved,

        /// <summary>A limit that the customer sets for itself.</summary>
        Limit,

        /// <summary>Leave from one clause for an interval.</summary>
        Exception,

        /// <summary>A charge is let go.</summary>
        Waived,

        /// <summary>A proposed charge becomes due.</summary>
        Confirmed,

        /// <summary>An event is taken back.</summary>
        Voided,

        /// <summary>Reference rates of one date; belongs to no account.</summary>
        Rates,

        /// <summary>Money is added to the account's wallet.</summary>
        TopUp,

        /// <summary>Someone reports a breach of a clause.</summary>
        Report,

        /// <summary>A person lets a case go.</summary>
        CaseDismissed,

        /// <summary>A person establishes a case.</summary>
        FindingMade,

        /// <summary>A step of the ladder is proposed.</summary>
        StepProposed,

        /// <summary>A proposed step is approved, or a brake kept.</summary>
        StepApproved,

        /// <summary>A step that is not in force yet is taken back.</summary>
        StepWithdrawn,

        /// <summary>A step in force is lifted.</summary>
        StepLifted,

        /// <summary>Acts are suspended at once, for a day.</summary>
        BrakeApplied,

        /// <summary>The notice of a step reached the account.</summary>
        NoticeDelivered,

        /// <summary>The account challenges a step, a line or a refusal.</summary>
        AppealOpened,

        /// <summary>A person decides an appeal.</summary>
        AppealDecided,

        /// <summary>The account asks for an exception.</summary>
        ExceptionRequested,

        /// <summary>A person refuses an exception that was asked for.</summary>
        ExceptionRefused,

        /// <summary>The account sets after how long things of a class are deleted.</summary>
        RetentionSet,

        /// <summary>The account sets after how long things of a class move to cold storage.</summary>
        LifecycleSet,

        /// <summary>What is stored from now on is copied to a target of the account's own.</summary>
        OffloadActivated,

        /// <summary>What is stored from now on is copied there no more.</summary>
        OffloadDeactivated,

        /// <summary>A person has things kept.</summary>
        HoldPlaced,

        /// <summary>A person lets go of what was held.</summary>
        HoldReleased,

        /// <summary>A person lets a thing out of quarantine.</summary>
        QuarantineLifted,

        /// <summary>A copy lies at a target, whole.</summary>
        Offloaded,

        /// <summary>A copy could not be made.</summary>
        OffloadFailed,

        /// <summary>What was fetched from cold storage is there.</summary>
        RetrievalReady,

        /// <summary>An export can be fetched.</summary>
        ExportReady,

        /// <summary>What a cycle came to beside those of other accounts.</summary>
        Compared,

        /// <summary>A question before an act.</summary>
        Asked,
    }

    /// <summary>Whether a kind is what people decide on an account's standing, or what the account says to it.</summary>
    public static bool IsOfStanding(int kind) =>
        kind is >= (int)Kind.CaseDismissed and <= (int)Kind.ExceptionRefused;

    /// <summary>
    /// Whether a kind is what a server says by itself, as it states a cycle or a notice has arrived: it brings nothing from the
    /// account, and nothing waits for more of it.
    /// </summary>
    public static bool IsOfServer(int kind) =>
        kind is (int)Kind.NoticeDelivered or (int)Kind.Compared;

    /// <summary>Whether a kind is an act on what is stored, or tells what was done about it.</summary>
    public static bool IsOfVault(int kind) =>
        kind is >= (int)Kind.RetentionSet and <= (int)Kind.ExportReady;

    /// <summary>Whether a kind is an act on what is stored by which a person answers for it: it says who and why.</summary>
    public static bool IsOfKeepers(int kind) =>
        kind is (int)Kind.HoldPlaced or (int)Kind.HoldReleased or (int)Kind.QuarantineLifted;

    /// <summary>Slots of <see cref="Kind.Opened"/>; the catalogue's account attributes follow.</summary>
    public static class OpenedSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Policy = 0,
            Currency = 1,
            TimeZone = 2,
            CycleDay = 3,
            Plan = 4,
            Name = 5,
            Attributes = 6;
    }

    /// <summary>Slots of the two seat totals.</summary>
    public static class SeatsSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Licensed = 0,
            Restricted = 1;
    }

    /// <summary>Slots of the add-on events.</summary>
    public static class AddOnSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int AddOn = 0,
            User = 1;
    }

    /// <summary>Slots of <see cref="Kind.Limit"/>.</summary>
    public static class LimitSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Meter = 0,
            Amount = 1;
    }

    /// <summary>Slots of <see cref="Kind.Exception"/>.</summary>
    public static class ExceptionSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Clause = 0,
            From = 1,
            To = 2,
            Amount = 3,
            Reason = 4,
            Request = 5,
            By = 6;
    }

    /// <summary>Slots of the charge decisions.</summary>
    public static class ChargeSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Clause = 0,
            Cycle = 1,
            By = 2,
            Reason = 3;
    }

    /// <summary>Slots of <see cref="Kind.Voided"/>.</summary>
    public static class VoidSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Source = 0,
            Id = 1,
            Reason = 2,
            Of = 3;
    }

    /// <summary>Slots of <see cref="Kind.TopUp"/>.</summary>
    public static class TopUpSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Amount = 0,
            Currency = 1;
    }

    /// <summary>Slots of <see cref="Kind.Report"/>.</summary>
    public static class ReportSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Clause = 0,
            By = 1,
            About = 2,
            Object = 3;
    }

    /// <summary>Slots of <see cref="Kind.Compared"/>.</summary>
    public static class ComparedSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Clause = 0,
            Cycle = 1,
            Value = 2,
            Median = 3,
            Accounts = 4,
            Meter = 5;
    }

    /// <summary>The fields of <see cref="Kind.Rates"/>, which has no slots.</summary>
    public static readonly ImmutableArray<string> RatesFields =
    [
        "base",
        "date",
        "rates",
        "published",
    ];

    /// <summary>The slot of the plan in <see cref="Kind.Plan"/>.</summary>
    public const int PlanSlot = 0;

    /// <summary>The types, in the order of <see cref="Kind"/>; accounts also carry the given attributes.</summary>
    /// <param name="accountAttributes">Name and kind of what the catalogue adds to an account's opening.</param>
    public static ImmutableArray<EventType> Types(IEnumerable<Field> accountAttributes)
    {
        var opened = new List<Field>
        {
            Text(OpenedSlot.Policy, "policy", required: true),
            new(
                OpenedSlot.Currency,
                "currency",
                FieldKind.Currency,
                null,
                [],
                null,
                Required: true
            ),
            Text(OpenedSlot.TimeZone, "time_zone", required: true),
            Number(OpenedSlot.CycleDay, "cycle_day", fallback: 1),
            Text(OpenedSlot.Plan, "plan"),
            Text(OpenedSlot.Name, "name"),
        };
        opened.AddRange(
            accountAttributes.Select(
                (field, index) => field with { Slot = OpenedSlot.Attributes + index }
            )
        );
        return
        [
            Type(Kind.Opened, "account.opened", [.. opened]),
            Type(Kind.Terminated, "account.terminated"),
            Type(
                Kind.Seats,
                "seats.set",
                Number(0, "licensed", required: true),
                Number(1, "restricted", fallback: 0)
            ),
            Type(Kind.Plan, "plan.set", Text(0, "plan", required: true)),
            Type(Kind.AddOnAdded, "addon.added", Text(0, "addon", required: true), Text(1, "user")),
            Type(
                Kind.AddOnRemoved,
                "addon.removed",
                Text(0, "addon", required: true),
                Text(1, "user")
            ),
            Type(Kind.Limit, "limit.set", Text(0, "meter", required: true), Number(1, "amount")),
            Type(
                Kind.Exception,
                "exception.granted",
                Text(0, "clause", required: true),
                Time(1, "from"),
                Time(2, "to"),
                Money(3, "amount", required: false),
                Text(4, "reason"),
                Text(5, "exception"),
                Text(6, "by")
            ),
            Type(Kind.Waived, "charge.waived", ChargeDecision()),
            Type(Kind.Confirmed, "charge.confirmed", ChargeDecision()),
            Type(
                Kind.Voided,
                "usage.voided",
                Text(VoidSlot.Source, "source", required: true),
                Text(VoidSlot.Id, "id", required: true),
                Text(VoidSlot.Reason, "reason"),
                new Field(
                    VoidSlot.Of,
                    "of",
                    FieldKind.Choice,
                    null,
                    [.. Matters.Written],
                    null,
                    false
                )
            ),
            Type(Kind.Rates, "fx.published"),
            Type(
                Kind.TopUp,
                "wallet.topped-up",
                Money(0, "amount", required: true),
                new Field(1, "currency", FieldKind.Currency, null, [], null, Required: true)
            ),
            Type(
                Kind.Report,
                "report.filed",
                Text(0, "clause", required: true),
                Text(1, "by"),
                Text(2, "about"),
                Text(3, "object")
            ),
            .. StandingTypes.All,
            .. VaultTypes.All,
            Type(
                Kind.Compared,
                "typical.compared",
                Text(ComparedSlot.Clause, "clause", required: true),
                Text(ComparedSlot.Cycle, "cycle", required: true),
                Money(ComparedSlot.Value, "value", required: true),
                Money(ComparedSlot.Median, "median", required: true),
                Number(ComparedSlot.Accounts, "accounts", required: true),
                Text(ComparedSlot.Meter, "meter")
            ),
            Type(Kind.Asked, "gate.asked"),
        ];
    }

    private static EventType Type(Kind kind, string name, params Field[] fields) =>
        new((int)kind, name, [.. fields], -1);

    private static Field[] ChargeDecision() =>
        [
            Text(0, "clause", required: true),
            Text(1, "cycle", required: true),
            Text(2, "by"),
            Text(3, "reason"),
        ];

    private static Field Text(int slot, string name, bool required = false) =>
        new(slot, name, FieldKind.Text, null, [], null, required);

    private static Field Number(
        int slot,
        string name,
        bool required = false,
        long? fallback = null
    ) => new(slot, name, FieldKind.Quantity, Unit.One, [], fallback, required);

    private static Field Time(int slot, string name) =>
        new(slot, name, FieldKind.Time, null, [], null, Required: true);

    private static Field Money(int slot, string name, bool required) =>
        new(slot, name, FieldKind.Money, null, [], null, required);
}

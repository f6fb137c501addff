using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>
/// An amount that a rule names: fixed, taken from the plan, or multiplied by licences, by another meter or by nothing.
/// </summary>
/// <param name="Amount">Base units (a ratio for ratios) where <paramref name="PlanTerm"/> is null.</param>
/// <param name="PlanTerm">The term of the account's plan that gives the amount, or null.</param>
/// <param name="PerSeat">Which licences multiply it.</param>
/// <param name="Taken">At which count of licences.</param>
/// <param name="PerMeter">The place of the meter whose value multiplies it, or none.</param>
public sealed record Figure(
    decimal Amount,
    string? PlanTerm,
    SeatKind PerSeat,
    SeatBasis Taken,
    Place<Meter> PerMeter
)
{
    /// <summary>A plain amount.</summary>
    public static Figure Of(decimal amount) =>
        new(amount, null, SeatKind.None, SeatBasis.Now, default(Place<Meter>));
}

/// <summary>Which licences multiply an amount.</summary>
public enum SeatKind
{
    /// <summary>None: the amount is the account's.</summary>
    None,

    /// <summary>Full and restricted licences alike.</summary>
    Licensed,

    /// <summary>Full licences only.</summary>
    Full,
}

/// <summary>The count of licences that is taken.</summary>
public enum SeatBasis
{
    /// <summary>Those held now.</summary>
    Now,

    /// <summary>The highest number held at any moment of the cycle so far.</summary>
    Highest,

    /// <summary>The time-weighted average over the whole cycle.</summary>
    Average,
}

/// <summary>What the gate says of an act, from mild to strict.</summary>
public enum Outcome
{
    /// <summary>Nothing stands against it.</summary>
    Allow,

    /// <summary>It may go on, knowing what is cited.</summary>
    Warn,

    /// <summary>It must not go on.</summary>
    Deny,
}

/// <summary>A figure that a meter is held against, before an act (gate) and after it (case).</summary>
public sealed record Limit
{
    /// <summary>Its place among the limits.</summary>
    public required Place<Limit> Place { get; init; }

    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The place of the meter.</summary>
    public required Place<Meter> Meter { get; init; }

    /// <summary>The figure: base units, or for a ratio the ratio.</summary>
    public required Figure Figure { get; init; }

    /// <summary>Whether reaching the figure is too much already (else only passing it).</summary>
    public bool Reached { get; init; }

    /// <summary>Usage is divided by this number of days before it is compared; 1 for not at all.</summary>
    public int AveragedOver { get; init; } = 1;

    /// <summary>The least sample for a ratio to be judged: base units of its whole.</summary>
    public long AtLeast { get; init; }

    /// <summary>What the gate says of an act that would pass the figure.</summary>
    public Outcome Gate { get; init; }

    /// <summary>Whether passing it opens a case.</summary>
    public bool OpensCase { get; init; }

    /// <summary>Whether the gate denies what would pass it while the account is throttled for its clause.</summary>
    public bool DeniesOnceThrottled { get; init; }
}

/// <summary>A token bucket: acts draw tokens, which come back at a rate.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Taps">The acts that draw, and how many tokens.</param>
/// <param name="PerSecond">Tokens a second, for each licence when <paramref name="PerSeat"/> says so.</param>
/// <param name="PerSeat">Which licences multiply the rate.</param>
/// <param name="Capacity">How much of the rate the bucket holds, as time.</param>
/// <param name="Gate">What the gate says when there are too few.</param>
public sealed record Bucket(
    Place<Clause> Clause,
    ImmutableArray<Tap> Taps,
    decimal PerSecond,
    SeatKind PerSeat,
    TimeSpan Capacity,
    Outcome Gate
);

/// <summary>A bound that every single act is held against.</summary>
public sealed record ActBound
{
    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The acts.</summary>
    public required ImmutableArray<Selection> Acts { get; init; }

    /// <summary>What is asked of each.</summary>
    public required ActTest Test { get; init; }

    /// <summary>What the gate says of an act that fails the test.</summary>
    public Outcome Gate { get; init; }

    /// <summary>Whether such an act opens a case.</summary>
    public bool OpensCase { get; init; }

    /// <summary>The name under which an answer tells the bound (<c>max_duration</c>), or null.</summary>
    public string? Tells { get; init; }
}

/// <summary>What is asked of a single act; a field that is absent passes.</summary>
public abstract record ActTest
{
    /// <summary>The field is at most a figure.</summary>
    /// <param name="Field">The name of the quantity.</param>
    /// <param name="Figure">In base units.</param>
    public sealed record AtMost(string Field, Figure Figure) : ActTest;

    /// <summary>The fields, sorted, are at most the bounds, sorted: a frame in either orientation.</summary>
    /// <param name="Fields">Names of quantities.</param>
    /// <param name="Bounds">As many bounds, in base units.</param>
    public sealed record FitsWithin(ImmutableArray<string> Fields, ImmutableArray<long> Bounds)
        : ActTest;

    /// <summary>Each field that is there starts with one of the prefixes.</summary>
    /// <param name="Fields">Names of text fields.</param>
    /// <param name="Prefixes">The prefixes allowed.</param>
    public sealed record StartsWith(ImmutableArray<string> Fields, ImmutableArray<string> Prefixes)
        : ActTest
    {
        internal byte[][] Utf8Prefixes { get; } =
        [.. Prefixes.Select(System.Text.Encoding.UTF8.GetBytes)];
    }
}

/// <summary>An answer to asks that depends on circumstances rather than on amounts.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Outcome">Warn or deny.</param>
/// <param name="Acts">The acts that it speaks of.</param>
/// <param name="Circumstances">When it applies.</param>
/// <param name="Message">What the answer says.</param>
public sealed record GateRule(
    Place<Clause> Clause,
    Outcome Outcome,
    ImmutableArray<Selection> Acts,
    Circumstances Circumstances,
    string Message
);

/// <summary>
/// The customer's own limit on what is drawn from an allowance or pays its fee. While it is reached, automated
/// acts are denied and others warned; automations are paused and stay so until they are resumed.
/// </summary>
public sealed record Cap
{
    /// <summary>The place of the clause of the limit.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The place of the allowance (a <see cref="Cover"/>) whose drawing, with what goes beyond it, counts.</summary>
    public required Place<Cover> Cover { get; init; }

    /// <summary>The name that <c>limit.set</c> gives as its meter.</summary>
    public required string SetAs { get; init; }

    /// <summary>Plans, by place, under which it has no effect.</summary>
    public ImmutableArray<int> NotOnPlans { get; init; } = [];

    /// <summary>The automated acts, and what the gate says of them.</summary>
    public required ImmutableArray<Selection> Automated { get; init; }

    /// <summary>What the gate says of automated acts while it is reached.</summary>
    public Outcome AutomatedOutcome { get; init; } = Outcome.Deny;

    /// <summary>Every other act that it speaks of.</summary>
    public required ImmutableArray<Selection> Others { get; init; }

    /// <summary>What the gate says of those while it is reached; a warning that is acknowledged lets the act pass.</summary>
    public Outcome OthersOutcome { get; init; } = Outcome.Warn;

    /// <summary>Whether an upgrade lifts the limit by what it adds, for the cycle.</summary>
    public bool LiftedByUpgrade { get; init; }

    /// <summary>The pausing of automations, or null.</summary>
    public Pause? Pause { get; init; }
}

/// <summary>What is paused when a cap is reached, and how it is taken up again.</summary>
/// <param name="Clause">The place of the clause that the gate cites for a paused automation.</param>
/// <param name="Field">The field that names an automation in acts.</param>
/// <param name="Resumes">The place of the event type that takes one up again, while the cap is not reached.</param>
public sealed record Pause(Place<Clause> Clause, string Field, int Resumes);

/// <summary>A case once other clauses were exceeded often enough.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Limits">The places of the limits that are counted, each on its own.</param>
/// <param name="Each">The span in which one excess counts once: a cycle or a day.</param>
/// <param name="Times">How many such spans make the case.</param>
/// <param name="WithinCycle">Whether they must lie in one cycle (else ever).</param>
public sealed record Repeat(
    Place<Clause> Clause,
    ImmutableArray<Place<Limit>> Limits,
    WindowKind Each,
    int Times,
    bool WithinCycle
);

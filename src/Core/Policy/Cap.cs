using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

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

using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Backtesting;

/// <summary>What an account's last cycles came to, and what they would have come to under another version of its policy.</summary>
/// <param name="Account">The account.</param>
/// <param name="Plan">The plan that it is on under the other version; empty for none.</param>
/// <param name="Currency">What it is billed in, ISO 4217.</param>
/// <param name="Cycles">The cycles, in order; none where none has ended.</param>
/// <param name="Denied">The first acts that only one of both would have denied, in the order of time.</param>
/// <param name="StepsWithoutCase">Steps that were taken in these cycles on cases none of which would have been opened.</param>
/// <param name="Idle">Clauses of either version whose rules found nothing of the account to speak of in these cycles.</param>
/// <param name="Refused">Acts that the other version would not have taken at all: they lack what its rules read.</param>
public sealed record Impact(
    AccountId Account,
    string Plan,
    string Currency,
    ImmutableArray<CycleImpact> Cycles,
    ImmutableArray<DeniedAct> Denied,
    ImmutableArray<string> StepsWithoutCase,
    ImmutableArray<ClauseId> Idle,
    long Refused
)
{
    /// <summary>So many acts are named at most; all are counted.</summary>
    public const int MostNamed = 20;

    /// <summary>Whether the contract is over: no other version will ever hold for it.</summary>
    public bool HasEnded { get; init; }

    /// <summary>What all of its cycles came to.</summary>
    public Owed InForce => Sum(Cycles.Select(cycle => cycle.InForce));

    /// <summary>What all of its cycles would have come to.</summary>
    public Owed Other => Sum(Cycles.Select(cycle => cycle.Other));

    /// <summary>Whether nothing would have been otherwise.</summary>
    public bool IsNothing =>
        Refused == 0 && StepsWithoutCase.IsEmpty && Cycles.All(cycle => cycle.IsNothing);

    internal static Owed Sum(IEnumerable<Owed> sums) =>
        sums.Aggregate(default(Owed), (all, each) => all + each);
}

/// <summary>Money of an account in its currency, as its statements round it.</summary>
/// <param name="Due">What is owed.</param>
/// <param name="Proposed">What waits for a person.</param>
public readonly record struct Owed(decimal Due, decimal Proposed)
{
    /// <summary>Both together.</summary>
    public static Owed operator +(Owed one, Owed other) =>
        new(one.Due + other.Due, one.Proposed + other.Proposed);

    /// <summary>What one is more than another.</summary>
    public static Owed operator -(Owed one, Owed other) =>
        new(one.Due - other.Due, one.Proposed - other.Proposed);
}

/// <summary>A cycle under both.</summary>
/// <param name="Cycle">Its first day, such as 2026-01-31.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Version">The version that stated it.</param>
/// <param name="Clauses">What each clause came to under either, by clause.</param>
public sealed record CycleImpact(
    string Cycle,
    Moment From,
    Moment To,
    string Version,
    ImmutableArray<ClauseImpact> Clauses
)
{
    /// <summary>What it came to.</summary>
    public Owed InForce => Impact.Sum(Clauses.Select(clause => clause.InForce));

    /// <summary>What it would have come to.</summary>
    public Owed Other => Impact.Sum(Clauses.Select(clause => clause.Other));

    /// <summary>Whether nothing of it would have been otherwise.</summary>
    public bool IsNothing => Clauses.All(clause => clause.IsNothing);
}

/// <summary>A clause in a cycle.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="InForce">What it came to.</param>
/// <param name="Other">What it would have come to.</param>
/// <param name="Acts">Acts that were denied by it under one alone.</param>
/// <param name="Cases">Cases that were opened under one alone.</param>
/// <param name="Notices">Notices that were said under one alone.</param>
public sealed record ClauseImpact(
    ClauseId Clause,
    Owed InForce,
    Owed Other,
    Apart Acts,
    Apart Cases,
    Apart Notices
)
{
    /// <summary>Whether nothing of it would have been otherwise.</summary>
    public bool IsNothing =>
        InForce == Other && Acts == default && Cases == default && Notices == default;
}

/// <summary>How often something happened under one alone.</summary>
/// <param name="InForce">Under the versions in force.</param>
/// <param name="Other">Under the other version.</param>
public readonly record struct Apart(long InForce, long Other);

/// <summary>An act that only one of both would have denied.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Id">The id of its event.</param>
/// <param name="Type">What it was.</param>
/// <param name="Clause">The first clause that denies it.</param>
/// <param name="ByOther">Whether the other version would have; else the one in force.</param>
public sealed record DeniedAct(Moment Time, string Id, string Type, ClauseId Clause, bool ByOther);

using System.Text.Json.Serialization;
using Evenhand.Core.Backtesting;

namespace Evenhand.Cli.Backtesting;

/// <summary>What a draft would have meant for an account; without clauses for one that it does not concern.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">What it is billed in; empty for one that it does not concern.</param>
/// <param name="Cycles">How many cycles were tried.</param>
/// <param name="Clauses">What each clause came to in all of them.</param>
internal sealed record TriedAccount(
    string Account,
    string Currency,
    int Cycles,
    IReadOnlyList<TriedClause> Clauses
)
{
    /// <summary>Whether it is under the policy of the draft.</summary>
    [JsonIgnore]
    public bool IsConcerned => Currency.Length > 0;

    /// <summary>What it came to.</summary>
    [JsonIgnore]
    public decimal Was => Clauses.Sum(each => each.Due + each.Proposed);

    /// <summary>What it would have come to.</summary>
    [JsonIgnore]
    public decimal Would => Clauses.Sum(each => each.DueOther + each.ProposedOther);

    /// <summary>How much more it would have come to.</summary>
    [JsonIgnore]
    public decimal More => Would - Was;

    /// <summary>Acts that would have been stopped.</summary>
    [JsonIgnore]
    public long Stopped => Clauses.Sum(each => each.ActsOther);

    /// <summary>Acts that would not have been stopped any more.</summary>
    [JsonIgnore]
    public long Passed => Clauses.Sum(each => each.Acts);

    /// <summary>Whether anything would have been otherwise.</summary>
    [JsonIgnore]
    public bool Differs => Clauses.Any(each => each.Differs);

    /// <summary>What was found of an account.</summary>
    public static TriedAccount Of(string account, Impact? impact) =>
        impact is null
            ? new TriedAccount(account, "", 0, [])
            : new TriedAccount(
                account,
                impact.Currency,
                impact.Cycles.Length,
                [
                    .. impact
                        .Cycles.SelectMany(cycle => cycle.Clauses)
                        .GroupBy(clause => clause.Clause)
                        .OrderBy(group => group.Key)
                        .Select(group => TriedClause.Of(group.Key.Slug, [.. group])),
                ]
            );
}

/// <summary>A clause: money under what was in force and under the draft, and what happened under one alone.</summary>
internal sealed record TriedClause(
    string Clause,
    decimal Due,
    decimal DueOther,
    decimal Proposed,
    decimal ProposedOther,
    long Acts,
    long ActsOther,
    long Cases,
    long CasesOther
)
{
    /// <summary>Whether anything of it would have been otherwise.</summary>
    [JsonIgnore]
    public bool Differs =>
        Due != DueOther || Proposed != ProposedOther || Acts + ActsOther + Cases + CasesOther > 0;

    /// <summary>A clause over some cycles, or accounts.</summary>
    public static TriedClause Of(string clause, IReadOnlyList<ClauseImpact> cycles) =>
        new(
            clause,
            cycles.Sum(each => each.InForce.Due),
            cycles.Sum(each => each.Other.Due),
            cycles.Sum(each => each.InForce.Proposed),
            cycles.Sum(each => each.Other.Proposed),
            cycles.Sum(each => each.Acts.InForce),
            cycles.Sum(each => each.Acts.Other),
            cycles.Sum(each => each.Cases.InForce),
            cycles.Sum(each => each.Cases.Other)
        );

    /// <summary>Both together.</summary>
    public static TriedClause operator +(TriedClause one, TriedClause other) =>
        new(
            one.Clause,
            one.Due + other.Due,
            one.DueOther + other.DueOther,
            one.Proposed + other.Proposed,
            one.ProposedOther + other.ProposedOther,
            one.Acts + other.Acts,
            one.ActsOther + other.ActsOther,
            one.Cases + other.Cases,
            one.CasesOther + other.CasesOther
        );
}

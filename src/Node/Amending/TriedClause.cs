using System.Text.Json.Serialization;
using Evenhand.Core.Backtesting;

namespace Evenhand.Node.Amending;

/// <summary>A clause: money under what was in force and under the draft, and what happened under one alone.</summary>
/// <param name="Clause">Its slug.</param>
/// <param name="Due">What was owed.</param>
/// <param name="DueOther">What would have been owed.</param>
/// <param name="Proposed">What waited for a person.</param>
/// <param name="ProposedOther">What would have waited for a person.</param>
/// <param name="Acts">Acts that were stopped, and would not have been.</param>
/// <param name="ActsOther">Acts that would have been stopped.</param>
/// <param name="Cases">Cases that would not have been opened.</param>
/// <param name="CasesOther">Cases that would have been opened.</param>
public sealed record TriedClause(
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

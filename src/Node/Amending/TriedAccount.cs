using System.Text.Json.Serialization;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Amending;

/// <summary>What a draft would have meant for an account; without clauses for one that it does not concern.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">What it is billed in; empty for one that it does not concern.</param>
/// <param name="Cycles">How many cycles were tried.</param>
/// <param name="Clauses">What each clause came to in all of them.</param>
public sealed record TriedAccount(
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
    public static TriedAccount Of(AccountId account, Impact? impact) =>
        impact is null
            ? new TriedAccount(account.Text, "", 0, [])
            : new TriedAccount(
                account.Text,
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

using Evenhand.Core.Policy;

namespace Evenhand.Core.Effects;

/// <summary>A clause as what is said cites it.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Title">Its heading.</param>
public sealed record Citation(string Policy, string Version, ClauseId Clause, string Title)
{
    /// <summary>A clause of a version.</summary>
    public static Citation Of(PolicyVersion policy, Clause clause) =>
        new(policy.Name, policy.Version, clause.Id, clause.Title);
}

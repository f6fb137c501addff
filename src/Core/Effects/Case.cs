using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>
/// A possible excess, for a person to judge; at most one per account, clause and cycle, and per key where the limit goes
/// by one.
/// </summary>
/// <param name="Time">When it was met.</param>
/// <param name="Account">The account.</param>
/// <param name="Cited">The clause.</param>
/// <param name="Cycle">The first instant of the cycle.</param>
/// <param name="Facts">What was met, with the figures that are its evidence.</param>
public sealed record Case(Moment Time, AccountId Account, Citation Cited, Moment Cycle, Facts Facts)
    : Effect(Time, Account)
{
    /// <summary>The clause and the first local day of its cycle: <c>api-calls@2026-01-01</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What makes it the same whenever it is opened again.</summary>
    public required Saying Said { get; init; }

    /// <summary>The same whenever it is opened again.</summary>
    public string Id => Said.Id(Account);

    /// <summary>The clause.</summary>
    public ClauseId Clause => Cited.Clause;
}

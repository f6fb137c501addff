using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>Something that the account is told.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Cited">The clause.</param>
/// <param name="What">Its kind, such as <c>near-allowance</c>.</param>
/// <param name="Facts">What it tells.</param>
public sealed record Notice(
    Moment Time,
    AccountId Account,
    Citation Cited,
    string What,
    Facts Facts
) : Effect(Time, Account)
{
    /// <summary>What makes it the same whenever it is said again.</summary>
    public required Saying Said { get; init; }

    /// <summary>What the step rests on that it tells of; null where it tells of none.</summary>
    public StepGrounds? Grounds { get; init; }

    /// <summary>The same whenever it is said again.</summary>
    public string Id => Said.Id(Account);

    /// <summary>The clause.</summary>
    public ClauseId Clause => Cited.Clause;

    /// <summary>Whether it tells of a whole cycle, at its end.</summary>
    public bool IsSummary => Facts.Kind == FactKind.CycleTotal;

    /// <summary>Whether it tells how far an allowance is used.</summary>
    public bool IsShare => Facts.Kind == FactKind.ShareUsed;
}

using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A step of the ladder came into another state.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Step">Its id.</param>
/// <param name="To">What it does.</param>
/// <param name="State">The state it came into.</param>
/// <param name="Cited">The clause of the ladder; where there is none, that of its first case.</param>
/// <param name="Cases">The ids of its cases.</param>
/// <param name="By">Who or what changed it: a person, <c>rule</c>, <c>time</c> or <c>clean</c>.</param>
/// <param name="Standing">Where the account stands after it.</param>
public sealed record StepChanged(
    Moment Time,
    AccountId Account,
    string Step,
    StepKind To,
    StepState State,
    Citation Cited,
    ImmutableArray<string> Cases,
    string By,
    StepKind Standing
) : Effect(Time, Account)
{
    /// <summary>The clause.</summary>
    public ClauseId Clause => Cited.Clause;
}

using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What a person, or the system, asks for: a step about cases.</summary>
/// <param name="Id">The id of the step.</param>
/// <param name="Kind">What it does; null where the word is no step that can be proposed.</param>
/// <param name="Cases">The cases named that exist, each once.</param>
/// <param name="NamesUnknown">Whether a case is named that does not exist, or none at all.</param>
/// <param name="Suspends">The acts to suspend; default where it is not said.</param>
/// <param name="Until">When it lapses; null where it is not said.</param>
/// <param name="Price">The price of a charge; null where it is not said.</param>
/// <param name="Time">When it is asked for.</param>
internal sealed record Proposal(
    string Id,
    StepKind? Kind,
    ImmutableArray<CaseEntry> Cases,
    bool NamesUnknown,
    ImmutableArray<string> Suspends,
    Moment? Until,
    StepPrice? Price,
    Moment Time
)
{
    /// <summary>The step again, as it stands now: an approval asks what a proposal asked.</summary>
    /// <param name="step">The step.</param>
    /// <param name="time">The instant of the approval.</param>
    public static Proposal Of(StepEntry step, Moment time) =>
        new(
            step.Id,
            step.To,
            step.Cases,
            false,
            step.IsOfActs ? step.Suspends : default,
            step.Until == Moment.Never ? null : step.Until,
            step.Price,
            time
        );
}

using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Gate;

namespace Evenhand.Runtime.Serving.Gate;

/// <summary>The answer to an ask, with what was held for it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Bounds">The limits and allowances that the act counts towards, as they are before it.</param>
/// <param name="Reservation">What was held; null where nothing was to be, or the act was denied.</param>
public sealed record GateOutcome(
    Decision Decision,
    ImmutableArray<BoundLeft> Bounds,
    Hold? Reservation
)
{
    /// <summary>What is left of the limit or allowance that is used up the most, in its unit; null where none applies.</summary>
    public string? Remaining
    {
        get
        {
            BoundLeft? least = null;
            foreach (var bound in Bounds)
                if (least is null || ShareOf(bound) < ShareOf(least))
                    least = bound;
            return least?.Left.ToString(
                "0.#########",
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
    }

    private static decimal ShareOf(BoundLeft bound) =>
        bound.Amount == 0 ? 0 : bound.Left / bound.Amount;
}

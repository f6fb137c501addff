using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Gate;
using Evenhand.Node.Reservations;

namespace Evenhand.Node.Gate;

/// <summary>The answer to an ask, with what was held for it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Bounds">The limits, allowances and other bounds that the act meets, as they are before it.</param>
/// <param name="Reservation">What was held; null where nothing was to be, or the act was denied.</param>
public sealed record GateOutcome(
    Decision Decision,
    ImmutableArray<BoundLeft> Bounds,
    Reservation? Reservation
)
{
    /// <summary>What is odd about the act that was asked about, such as a field that no rule can look at.</summary>
    public IReadOnlyList<Fault> Warnings { get; init; } = [];

    /// <summary>What is left of the tightest bound that the act meets, in its unit; null where it meets none.</summary>
    public string? Remaining
    {
        get
        {
            BoundLeft? tightest = null;
            foreach (var bound in Bounds)
                if (tightest is null || bound.IsTighterThan(tightest))
                    tightest = bound;
            return tightest?.Left.ToString(
                "0.#########",
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
    }
}

using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>The price of a charge.</summary>
/// <param name="Clause">The clause whose excess is charged.</param>
/// <param name="Per">For how many units.</param>
/// <param name="Amount">In the account's currency.</param>
internal sealed record StepPrice(ClauseId Clause, decimal Per, decimal Amount)
{
    /// <summary>Writes or reads one.</summary>
    public static StepPrice Exchange(StatePort port, StepPrice? price) =>
        new(
            new(port.Exchange(price?.Clause.Slug)),
            port.Exchange(price?.Per ?? 0),
            port.Exchange(price?.Amount ?? 0)
        );
}

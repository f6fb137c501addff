using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>
/// How far a limit is used, as counted. What reservations hold stands apart, in a <see cref="ReservedAmounts"/> that only the gate
/// has: the fold could not ask for it if it wanted to.
/// </summary>
internal static class Usage
{
    /// <summary>What counts against a limit where an act touches its meter; a stock's in level.</summary>
    public static Int128 Of(AccountState state, Limit limit, in Touch touch, Moment time) =>
        state.Meters[limit.Meter] switch
        {
            FlowState flow => flow.Sum(touch.Key, time, touch.Window)
                - state.Excepted.Sum(limit.Place, touch.Key, touch.Window),
            BalanceState balance => balance.Sum(touch.Key),
            StockState stock => stock.Level,
            var other => throw other.Unknown(),
        };
}

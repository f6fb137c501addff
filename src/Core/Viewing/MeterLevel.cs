using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>Where a meter stands.</summary>
internal static class MeterLevel
{
    /// <summary>What a flow was given since the last look, or where another meter stands.</summary>
    /// <param name="state">The account.</param>
    /// <param name="meter">The meter.</param>
    /// <param name="at">The last instant that counts, for ratios.</param>
    public static Quantity Take(AccountState state, Meter meter, Moment at) =>
        state.Meters[meter.Place] switch
        {
            FlowState => Printed.Of(((Tally)state.Watcher!).Take(meter.Place), meter.Unit),
            StockState stock => Printed.Of(
                (Rational)stock.Level / StockMeter.WeightScale,
                meter.Unit
            ),
            BalanceState balance => Printed.Of(balance.Total, meter.Unit),
            RatioState ratio => Ratio(state, ratio, at),
            var other => throw other.Unknown(),
        };

    /// <summary>The unit of what <see cref="Take"/> tells: a stock is told as it stands, and not over a cycle.</summary>
    public static Unit UnitOf(Meter meter) =>
        meter is RatioMeter ? Unit.Ratio : meter.Unit.AtAMoment;

    private static Quantity Ratio(AccountState state, RatioState ratio, Moment at)
    {
        var (part, whole) = ratio.At(at, state.WindowAt(ratio, at));
        return whole == 0 ? Quantity.Zero : new((Rational)part / whole);
    }
}

using Evenhand.Core.Metering;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>The meters of a state by their place in the policy. A rule knows of which kind its meter is.</summary>
internal sealed class MeterStates
{
    private readonly MeterState[] all;

    /// <summary>Meters that have counted nothing yet.</summary>
    /// <param name="policy">The version.</param>
    /// <param name="things">The things of the account, by kind.</param>
    public MeterStates(PolicyVersion policy, Things[] things)
    {
        all = [.. policy.Meters.Select(meter => Of(meter, policy, things))];
        Stocks = [.. all.OfType<StockState>()];
    }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<MeterState> All => all;

    /// <summary>The stocks among them.</summary>
    public StockState[] Stocks { get; }

    /// <summary>The meter of a place, whatever its kind.</summary>
    public MeterState this[Place<Meter> place] => all[place.Index];

    /// <summary>The flow of a place.</summary>
    public FlowState Flow(Place<Meter> place) => (FlowState)all[place.Index];

    /// <summary>The stock of a place.</summary>
    public StockState Stock(Place<Meter> place) => (StockState)all[place.Index];

    /// <summary>The balance of a place.</summary>
    public BalanceState Balance(Place<Meter> place) => (BalanceState)all[place.Index];

    /// <summary>The ratio of a place.</summary>
    public RatioState Ratio(Place<Meter> place) => (RatioState)all[place.Index];

    private static MeterState Of(Meter meter, PolicyVersion policy, Things[] things) =>
        meter switch
        {
            FlowMeter flow => new FlowState(flow),
            StockMeter stock => new StockState(
                stock,
                things[stock.Thing.Index],
                HoldPlace(stock, policy),
                policy.Charges.Any(charge => charge.Meter == stock.Place && charge.IsByThing)
            ),
            BalanceMeter balance => new BalanceState(balance),
            RatioMeter ratio => new RatioState(ratio),
            _ => throw new InvalidOperationException($"a meter of no known kind: {meter}"),
        };

    /// <summary>The place of a stock among those of its thing that have a least time.</summary>
    private static int HoldPlace(StockMeter stock, PolicyVersion policy) =>
        policy
            .Meters.OfType<StockMeter>()
            .Where(other => other.Thing == stock.Thing && other.LeastTime is not null)
            .TakeWhile(other => other != stock)
            .Count();
}

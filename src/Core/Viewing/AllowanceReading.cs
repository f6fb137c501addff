using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>Reads off an account what is included and allowed, and how far it is used.</summary>
/// <param name="state">The account under one version.</param>
/// <param name="reserved">What reservations hold.</param>
/// <param name="running">The running statement's lines, and what ran out when.</param>
/// <param name="now">The present.</param>
internal sealed class AllowanceReading(
    AccountState state,
    ReservedAmounts reserved,
    RunningCycle running,
    Moment now
)
{
    /// <summary>What the version includes.</summary>
    public IEnumerable<AllowanceFigures> Allowances()
    {
        foreach (var cover in state.Policy.Covers)
            if (
                cover is Allowance allowance
                && Figures.Now(state, allowance.Figure, 0, now) is not null
            )
                yield return Of(allowance);
    }

    /// <summary>What the version allows, and the limit that the account set for itself.</summary>
    public IEnumerable<AllowanceFigures> Limits()
    {
        foreach (var limit in state.Policy.Limits)
            if (HasOneFigure(limit) && Highest(limit) is { } extent)
                yield return Of(limit, extent);
        if (state.Policy.Cap is { } cap && state.Cap!.Limit is { } own)
            yield return Of(cap, own + state.Cap.Lift);
    }

    /// <summary>A figure that goes by what another meter has for a key is as many figures as there are keys.</summary>
    private bool HasOneFigure(Limit limit) =>
        limit.Figure.PerMeter.IsNone || !state.Policy.Meters.At(limit.Figure.PerMeter).GoesByKey;

    private AllowanceFigures Of(Allowance allowance)
    {
        var charge = ChargeBeyond(state, allowance);
        var taken = TakenOf(state, allowance);
        var extent = Of(allowance, taken);
        var row = new FigureRow(state, allowance.Meter, now)
        {
            Kind = AllowanceKind.Allowance,
            Place = allowance.Place.Index,
            Clause = allowance.Clause,
            Taken = taken,
            Unit = charge?.Unit ?? UnitOf(allowance.Meter, taken),
            Extent = extent,
            Reserved = reserved.OfAll(allowance.Meter),
            Window = CycleWindow,
            Lines = charge is null ? [] : LinesOf(charge),
        };
        return row.Figures(running.RunOuts) with
        {
            Then = Beyond.Of(state, allowance),
            Lifted = Lifting.Of(state, allowance, taken),
        };
    }

    private Extent Of(Allowance allowance, Taken taken)
    {
        if (state.Meters[allowance.Meter] is StockState stock)
            return Extent.OfStock(state, allowance, taken, stock, now);
        if (!allowance.PerKey)
            return Extent.OfPool(state, allowance, Total(state, allowance.Meter, now), now);
        return Keys(allowance.Meter)
            .Select(key => Extent.OfKey(state, allowance, key, now))
            .Append(Extent.OfKey(state, allowance, 0, now))
            .MinBy(extent => extent.Left);
    }

    private AllowanceFigures Of(Limit limit, Extent extent)
    {
        var meter = state.Policy.Meters.At(limit.Meter);
        var taken = TakenOf(meter);
        var row = new FigureRow(state, limit.Meter, now)
        {
            Kind = AllowanceKind.Limit,
            Place = limit.Place.Index,
            Clause = limit.Clause,
            Taken = taken,
            Unit = UnitOf(limit.Meter, taken),
            Extent = extent,
            Reserved = reserved.OfAll(limit.Meter),
            Window = WindowOf(meter),
        };
        return row.Figures(running.RunOuts) with
        {
            Then = Beyond.Of(state, limit),
            Lifted = Lifting.Of(state, limit, taken),
        };
    }

    private AllowanceFigures Of(Cap cap, Int128 whole)
    {
        var meter = state.Policy.Covers.At(cap.Cover).Meter;
        var charged = CapFold.Charged(state, cap);
        var row = new FigureRow(state, meter, now)
        {
            Kind = AllowanceKind.OwnLimit,
            Place = 0,
            Clause = cap.Clause,
            Taken = Taken.Sum,
            Unit = state.Policy.Meters.At(meter).Unit,
            Extent = new Extent(whole, charged, whole - charged, 0),
            Reserved = reserved.OfAll(meter),
            Window = CycleWindow,
        };
        return row.Figures(running.RunOuts) with
        {
            Then = Beyond.Of(state, cap),
            Lifted = Lifting.Of(state, cap),
        };
    }

    /// <summary>How far a limit is used; where it goes by a key, by the one that used the most of it.</summary>
    private Extent? Highest(Limit limit)
    {
        var all = state.Policy.Meters.At(limit.Meter).GoesByKey ? Keys(limit.Meter).Append(0) : [0];
        Extent? highest = null;
        foreach (var key in all)
            if (
                Extent.Of(state, limit, key, now) is { } extent
                && (highest is null || extent.Left < highest.Value.Left)
            )
                highest = extent;
        return highest;
    }

    private IEnumerable<long> Keys(Place<Meter> meter) =>
        state.Meters[meter].Keys(now, state.WindowAt(state.Meters[meter], now));

    /// <summary>What a meter counted in the window that holds an instant.</summary>
    public static Rational Total(AccountState state, Place<Meter> meter, Moment time) =>
        state.Meters[meter] switch
        {
            FlowState when state.ChainOf(meter.Index) is { } chain => chain.Counted,
            FlowState flow => flow.All(time, state.WindowAt(flow, time))
                .Aggregate((Int128)0, (all, each) => all + each.Sum),
            BalanceState balance => balance.Total,
            var other => throw other.Unknown(),
        };

    /// <summary>The lines that the running statement has of a charge.</summary>
    private ImmutableArray<Line> LinesOf(Charge charge) =>
        running.Statement is { } statement && statement.From == state.Cycle.From
            ?
            [
                .. statement.Lines.Where(line =>
                    line.Clause == state.Policy.Clauses.At(charge.Clause).Id
                    && line.Unit == charge.Unit.Name
                ),
            ]
            : [];

    private static Charge? ChargeBeyond(AccountState state, Allowance allowance) =>
        state.Policy.Charges.FirstOrDefault(each =>
            each.Meter == allowance.Meter && !each.Beyond.IsNone
        );

    /// <summary>Which value of its meter an allowance is held against.</summary>
    public static Taken TakenOf(AccountState state, Allowance allowance) =>
        state.Policy.Meters.At(allowance.Meter) is not StockMeter
            ? TakenOf(state.Policy.Meters.At(allowance.Meter))
            : ChargeBeyond(state, allowance)?.Taken switch
            {
                StockValue.Average => Taken.Average,
                StockValue.Peak => Taken.Peak,
                StockValue.End => Taken.End,
                StockValue.Touched => Taken.Touched,
                _ => Taken.Level,
            };

    private static Taken TakenOf(Meter meter) =>
        meter switch
        {
            FlowMeter { Distinct: true } => Taken.Distinct,
            FlowMeter => Taken.Sum,
            StockMeter => Taken.Level,
            BalanceMeter => Taken.Balance,
            _ => Taken.Ratio,
        };

    private Unit UnitOf(Place<Meter> meter, Taken taken) =>
        taken switch
        {
            Taken.Ratio => Unit.Ratio,
            Taken.Level => state.Policy.Meters.At(meter).Unit.AtAMoment,
            _ => state.Policy.Meters.At(meter).Unit,
        };

    private (string, Moment, Moment?) CycleWindow => ("cycle", state.Cycle.From, state.Cycle.To);

    private (string Name, Moment From, Moment? To) WindowOf(Meter meter)
    {
        var window = (meter as FlowMeter)?.Window ?? (meter as RatioMeter)?.Window;
        return window?.Kind switch
        {
            WindowKind.Cycle => CycleWindow,
            WindowKind.Day => ("day", state.Day.From, state.WindowEnd(window, now)),
            WindowKind.UtcDay => (
                "utc-day",
                Moment.OfUtcDay(now.UtcDay),
                state.WindowEnd(window, now)
            ),
            WindowKind.Rolling => ("rolling", now - window.Length, null),
            _ => ("ever", state.Profile.Opened, null),
        };
    }
}

/// <summary>What a fold of the whole stream says of the present cycle.</summary>
/// <param name="Statement">The running statement; null where there is none.</param>
/// <param name="RunOuts">What ran out, and when.</param>
public sealed record RunningCycle(Statement? Statement, RunOuts RunOuts)
{
    /// <summary>Of an account of which nothing was folded.</summary>
    public static readonly RunningCycle None = new(null, RunOuts.None);
}

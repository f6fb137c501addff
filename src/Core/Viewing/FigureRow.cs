using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>One figure that usage is held against, with all that makes its row: what is printed of it, and when it runs out.</summary>
/// <param name="state">The account under the version that has it.</param>
/// <param name="meter">The place of its meter.</param>
/// <param name="now">The present.</param>
internal sealed class FigureRow(AccountState state, Place<Meter> meter, Moment now)
{
    public required AllowanceKind Kind { get; init; }

    /// <summary>Its place among its kind in the version.</summary>
    public required int Place { get; init; }

    public required Place<Clause> Clause { get; init; }

    public required Taken Taken { get; init; }

    public required Unit Unit { get; init; }

    public required Extent Extent { get; init; }

    /// <summary>What is held, in base units.</summary>
    public required Int128 Reserved { get; init; }

    public required (string Name, Moment From, Moment? To) Window { get; init; }

    /// <summary>The lines of the running statement that more is charged on; none where it is not.</summary>
    public ImmutableArray<Line> Lines { get; init; } = [];

    private Meter Meter => state.Policy.Meters.At(meter);

    private Moment From => Moment.Max(Window.From, state.Profile.Opened);

    /// <summary>The row.</summary>
    /// <param name="runOuts">What ran out when, as far as is known.</param>
    public AllowanceFigures Figures(RunOuts runOuts)
    {
        var left = Rational.Max(0, Extent.Left - Reserved);
        return new AllowanceFigures
        {
            Cited = state.Cite(Clause),
            Kind = Kind,
            Meter = Meter.Name,
            Currency = state.Profile.Currency,
            Unit = Unit,
            Window = Window.Name,
            Taken = Taken,
            Now = Present(),
            NowUnit = MeterLevel.UnitOf(Meter),
            SoFar = SoFar(),
            Expected = Expected(),
            Included = Number(Extent.Whole),
            Remaining = Number(left),
            Reserved = Number(Reserved),
            Of = Extent.Key == 0 ? null : state.Shared.Symbols.Text(Extent.Key),
            Began = Window.To is null ? null : From,
            Resets = Window.To,
            RanOut = IsOut ? RanOut(runOuts) : null,
            RunsOut =
                IsOut || left == Rational.Zero && Taken != Taken.Average ? null : RunsOut(left),
            Lines = Lines,
        };
    }

    private bool IsOut =>
        Taken == Taken.Average
            ? RoomAt(state.Meters.Stock(meter), Extent, state, now) <= 0
            : Extent.Left <= 0;

    /// <summary>The window as <see cref="RunOuts"/> knows it.</summary>
    private long WindowIndex =>
        Kind == AllowanceKind.Limit ? WindowOf(state, meter, now) : state.Cycle.From.Ticks;

    /// <summary>The index of the window in which a limit on a meter counts at an instant.</summary>
    public static long WindowOf(AccountState state, Place<Meter> meter, Moment time) =>
        state.WindowAt(state.Meters[meter], time);

    private Quantity Present() =>
        state.Meters[meter] switch
        {
            StockState stock => Printed.Of(
                (Rational)stock.Level / StockMeter.WeightScale,
                Meter.Unit
            ),
            RatioState => new Quantity(Extent.Counted),
            FlowState or BalanceState => Printed.Of(Extent.Counted + Reserved, Meter.Unit),
            var other => throw other.Unknown(),
        };

    private Quantity SoFar() =>
        Lines switch
        {
            [] => Number(Extent.Counted),
            _ => Stated,
        };

    private Quantity Stated => Lines.Aggregate(Quantity.Zero, (sum, line) => sum + line.Quantity);

    /// <summary>
    /// A value of a stock counts as if what is there stayed until the cycle's end; of a sum as much again is expected as
    /// came so far, for the time that is left.
    /// </summary>
    private Quantity? Expected()
    {
        if (Taken is Taken.Average or Taken.Peak or Taken.End or Taken.Touched)
            return SoFar();
        if (Taken is not (Taken.Sum or Taken.Distinct) || Window.To is not { } to || now <= From)
            return null;
        var end = Moment.Max(now, Moment.Min(to, state.Purge));
        var units =
            (Lines.IsEmpty ? Extent.Counted : Stated.Number * Unit.Factor) * (end - From).Ticks;
        return Number((units / (now - From).Ticks - new Rational(1, 2)).Ceiling());
    }

    /// <summary>
    /// Straight on from the window's beginning: what is left divided by the rate so far. At a low rate that is beyond any
    /// calendar, so it is held against the end before it becomes an instant.
    /// </summary>
    private Moment? RunsOut(Rational left)
    {
        var end = Moment.Min(Moment.Min(Window.To ?? Moment.Never, state.Cycle.To), state.Purge);
        if (Taken == Taken.Average)
            return AverageRunsOut(end);
        var used = Extent.Whole - left;
        if (Taken == Taken.Ratio || MovesAlong || used <= 0 || now <= From)
            return null;
        var ticks = (left * (now - From).Ticks / used).Ceiling();
        return After(now, ticks, end);
    }

    /// <summary>Whether what was used first leaves the window again, so that going on as before never fills it.</summary>
    private bool MovesAlong => Meter is FlowMeter { Window.Kind: WindowKind.Rolling };

    /// <summary>When what the time since the cycle's beginning has filled comes to all that is included for the cycle.</summary>
    private Moment? AverageRunsOut(Moment end)
    {
        var stock = state.Meters.Stock(meter);
        if (stock.Level <= 0)
            return null;
        var room = RoomAt(stock, Extent, state, now);
        var from = Moment.Max(now, stock.FreeUntil);
        var ticks = (room / stock.Level).Ceiling();
        return After(from, ticks, end);
    }

    /// <summary>An instant so many ticks after another, where it comes before the end.</summary>
    private static Moment? After(Moment from, Rational ticks, Moment end) =>
        ticks < (end - from).Ticks ? from + new TimeSpan((long)ticks.Numerator) : null;

    /// <summary>An average runs out with time, also where nothing has happened since the fold.</summary>
    private Moment? RanOut(RunOuts runOuts) =>
        runOuts.At((state.Policy.Version, Kind, Place), WindowIndex)
        ?? (Taken == Taken.Average ? Filled(state.Meters.Stock(meter), Extent, state, now) : null);

    /// <summary>When an average was filled that has no room at an instant, if what is there then was there since.</summary>
    public static Moment Filled(StockState stock, in Extent extent, AccountState state, Moment time)
    {
        if (stock.Level <= 0)
            return time;
        var ago = (RoomAt(stock, extent, state, time) / stock.Level).Ceiling();
        return new((long)Rational.Max(state.Cycle.From.Ticks, time.Ticks + ago).Numerator);
    }

    /// <summary>What an average may still fill of its cycle, in level by time.</summary>
    public static Rational RoomAt(
        StockState stock,
        in Extent extent,
        AccountState state,
        Moment time
    ) =>
        (extent.Left + extent.Counted) * state.Cycle.Length.Ticks * StockMeter.WeightScale
        - stock.PaidIntegralAt(time);

    private Quantity Number(Rational baseUnits) =>
        Taken == Taken.Ratio ? new(baseUnits) : Printed.Of(baseUnits, Unit);
}

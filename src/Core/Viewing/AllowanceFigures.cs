using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;

namespace Evenhand.Core.Viewing;

/// <summary>What is included or allowed under a clause, and how far the account has used it.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="IsLimit">Whether it is a limit; else an allowance.</param>
/// <param name="Meter">The name of the meter.</param>
/// <param name="Unit">The unit of the figures.</param>
/// <param name="Window">cycle, day, utc-day, rolling or ever.</param>
/// <param name="Used">So far, as it is printed.</param>
/// <param name="Included">The whole.</param>
/// <param name="Remaining">What is left; not below zero.</param>
/// <param name="Resets">When the count starts afresh, in ticks; null where it does not.</param>
/// <param name="RunsOut">
/// When nothing will be left at the present rate; null where that is not before it resets, or not in the present cycle.
/// </param>
public sealed record AllowanceFigures(
    string Clause,
    bool IsLimit,
    string Meter,
    string Unit,
    string Window,
    string Used,
    string Included,
    string Remaining,
    long? Resets,
    long? RunsOut
)
{
    internal static IReadOnlyList<AllowanceFigures> Of(AccountState state, Held held, long now)
    {
        var figures = new List<AllowanceFigures>();
        foreach (var cover in state.Policy.Covers)
            if (
                cover is Allowance allowance
                && Figures.Now(state, allowance.Figure, 0, now) is { } size
            )
                figures.Add(
                    Of(
                        state,
                        cover.Clause,
                        false,
                        cover.Meter,
                        size,
                        Drawn(state, held, allowance, now),
                        now
                    )
                );
        foreach (var limit in state.Policy.Limits)
            if (
                state.Meters[limit.Meter] is not RatioState
                && limit.Figure.PerMeter < 0
                && Judging.FigureOf(state, limit, 0, now) is { } figure
            )
                figures.Add(
                    Of(
                        state,
                        limit.Clause,
                        true,
                        limit.Meter,
                        figure * limit.AveragedOver,
                        Highest(state, limit.Meter, now) + held.OfAll(limit.Meter),
                        now
                    )
                );
        return figures;
    }

    private static AllowanceFigures Of(
        AccountState state,
        int clause,
        bool isLimit,
        int meter,
        decimal whole,
        Int128 used,
        long now
    )
    {
        var unit = state.Policy.Meters[meter].Unit;
        var window = (state.Policy.Meters[meter] as FlowMeter)?.Window;
        var (from, resets) = isLimit
            ? Bounds(state, window, now)
            : (state.Cycle.From, (long?)state.Cycle.To);
        var left = Rational.Max(0, (Rational)whole - used);
        return new AllowanceFigures(
            state.Policy.Clauses[clause].Slug,
            isLimit,
            state.Policy.Meters[meter].Name,
            unit.Name,
            isLimit ? NameOf(window) : "cycle",
            Shown.Number(used, unit),
            Shown.Number(whole, unit),
            Shown.Number(left, unit),
            resets,
            RunsOutAt(
                used,
                left,
                Math.Max(from, state.Profile.Opened),
                Math.Min(resets ?? long.MaxValue, state.Cycle.To),
                now
            )
        );
    }

    /// <summary>
    /// What an allowance was drawn by so far; where it is set against usage at the close, what was counted for it. Of what
    /// is each key's own, that of the key that used the most.
    /// </summary>
    private static Int128 Drawn(AccountState state, Held held, Allowance allowance, long now)
    {
        var reserved = held.OfAll(allowance.Meter);
        if (allowance.PerKey)
            return reserved
                + (
                    allowance.Drawing == Drawing.InOrder
                        ? state.ChainOf[allowance.Meter]!.Link(allowance.Index)!.MostDrawn
                        : Highest(state, allowance.Meter, now)
                );
        if (state.ChainOf[allowance.Meter]?.Link(allowance.Index) is not { } link)
            return Total(state, allowance.Meter);
        return reserved + (allowance.Drawing == Drawing.InOrder ? link.Covered : link.Offered);
    }

    private static Int128 Total(AccountState state, int meter) =>
        state.Meters[meter] switch
        {
            FlowState flow => flow.All(state.WindowAt(flow.Meter.Window, state.Cycle.From))
                .Aggregate((Int128)0, (all, sum) => all + sum.Sum),
            StockState stock => Levels.Whole(stock.Level),
            BalanceState balance => balance.Total,
            _ => 0,
        };

    /// <summary>The sum of the key that used the most, since a keyed limit is each key's own.</summary>
    private static Int128 Highest(AccountState state, int meter, long now)
    {
        if (state.Meters[meter] is not FlowState { Meter.Keyed: true } flow)
            return state.Meters[meter] is FlowState plain
                ? plain.Sum(0, now, state.WindowAt(plain.Meter.Window, now))
                : Total(state, meter);
        return flow.All(state.WindowAt(flow.Meter.Window, now))
            .Aggregate((Int128)0, (most, sum) => Int128.Max(most, sum.Sum));
    }

    private static (long From, long? Resets) Bounds(AccountState state, Window? window, long now) =>
        window?.Kind switch
        {
            WindowKind.Cycle => (state.Cycle.From, state.Cycle.To),
            WindowKind.Day => (state.Day.From, state.WindowEnd(window, now)),
            WindowKind.UtcDay => (
                now / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay,
                state.WindowEnd(window, now)
            ),
            WindowKind.Rolling => (now - window.Ticks, null),
            _ => (state.Profile.Opened, null),
        };

    private static string NameOf(Window? window) =>
        window?.Kind switch
        {
            WindowKind.Cycle => "cycle",
            WindowKind.Day => "day",
            WindowKind.UtcDay => "utc-day",
            WindowKind.Rolling => "rolling",
            _ => "ever",
        };

    /// <summary>
    /// Straight on from the window's beginning: what is left divided by the rate so far. At a low rate that is beyond any
    /// calendar, so it is held against the end before it becomes an instant.
    /// </summary>
    private static long? RunsOutAt(Int128 used, Rational left, long from, long end, long now)
    {
        if (used <= 0 || now <= from)
            return null;
        if (left == Rational.Zero)
            return now;
        var ticks = (left * (now - from) / used).Ceiling();
        return ticks < end - now ? now + (long)ticks.Numerator : null;
    }
}

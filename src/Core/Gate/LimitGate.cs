using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>Holds an act against the limits of what it adds to: what is used so far, what is held, and what it would add.</summary>
internal static class LimitGate
{
    private const long DaySeconds = 86_400;

    /// <summary>Finds what each limit leaves.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        for (var i = 0; i < asked.Touches.Length; i++)
        {
            var touch = asked.Touches[i];
            if (touch.Kind is not (TouchKind.Flow or TouchKind.Adds or TouchKind.Stock))
                continue;
            if (asked.Adds(i) is not { } adds)
                continue;
            // A value that counted already, and a thing outside the stock, meet no limit.
            if (adds == 0 && (touch.IsOfValue || touch.Kind == TouchKind.Stock))
                continue;
            foreach (var limit in asked.State.Dispatch.LimitsOf[touch.Place])
                Find(asked, limit, touch, adds, findings);
        }
    }

    /// <summary>The length of a window in seconds; 0 where it has none of a fixed length.</summary>
    public static long SecondsOf(Window window) =>
        window.Kind switch
        {
            WindowKind.Day or WindowKind.UtcDay => DaySeconds,
            WindowKind.Rolling => window.Length.Ticks / TimeSpan.TicksPerSecond,
            _ => 0,
        };

    /// <summary>The most that a limit of a figure allows, in whole base units.</summary>
    public static Int128 Most(Limit limit, decimal figure) =>
        limit.Reached ? (Int128)decimal.Ceiling(figure) - 1 : (Int128)decimal.Floor(figure);

    private static void Find(
        in Asked asked,
        Limit limit,
        in Touch touch,
        Int128 adds,
        Findings findings
    )
    {
        if (Judging.FigureOf(asked.State, limit, touch.Key, asked.Time) is not { } figure)
            return;
        var scale = touch.Kind == TouchKind.Stock ? StockMeter.WeightScale : 1;
        var used =
            Usage.Of(asked.State, limit, touch, asked.Time)
            + asked.Reserved.Of(touch.Meter, touch.Key);
        var amount = figure * limit.AveragedOver;
        var (left, fails) = Bound.Of(Most(limit, amount) * scale, used, adds);
        var meter = asked.State.Meters[touch.Meter];
        var throttle = ThrottleOf(asked.State, limit);
        var bound = new Bound
        {
            Clause = limit.Clause,
            Gate = throttle is null ? limit.Gate : Outcome.Deny,
            Unit = asked.State.Policy.Meters.At(limit.Meter).Unit,
            Amount = amount,
            Left = left / scale,
            Adds = (decimal)adds / scale,
            Fails = fails,
            IsSpent = true,
            Seconds = meter.Window is { } window ? SecondsOf(window) : 0,
            Resets = Resets(asked, meter, touch.Key),
        };
        var whole = scale == 1 ? used : StockState.Whole(used);
        findings.Add(bound, bound.StandsAgainst ? TooMuch(findings, bound, whole, throttle) : null);
    }

    private static Moment? Resets(in Asked asked, MeterState meter, long key) =>
        meter.Window is { } window
            ? asked.State.WindowEnd(window, asked.Time) ?? meter.NextDecrease(key)
            : null;

    /// <summary>The step that throttles the account for the limit's clause; null where none does.</summary>
    private static string? ThrottleOf(AccountState state, Limit limit) =>
        limit.DeniesOnceThrottled && state.Shared.Restrictions is { } restrictions
            ? restrictions.StepOf(state.Policy.Clauses.At(limit.Clause).Id)
            : null;

    private static Reason TooMuch(
        Findings findings,
        in Bound bound,
        Int128 used,
        string? throttle
    ) =>
        findings.Because(
            bound.Clause,
            bound.Gate,
            throttle is null ? FactKind.OverLimit : FactKind.Throttled,
            Printed.As(NamedFigure.Used, used, bound.Unit),
            Printed.As(NamedFigure.Limit, bound.Amount, bound.Unit)
        ) with
        {
            Resets = bound.Resets,
            RetryAt = bound.Gate == Outcome.Deny ? bound.Resets : null,
            Step = throttle,
        };
}

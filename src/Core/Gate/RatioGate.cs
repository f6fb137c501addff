using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Gate;

/// <summary>
/// Holds an act against the limits of ratios: what the ratio would be after it. What is held adds to the part and not to
/// the whole, so that it never makes room.
/// </summary>
internal static class RatioGate
{
    /// <summary>Finds what each limit that answers leaves of the part.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        foreach (var touch in asked.Touches)
            if (touch.Kind == TouchKind.Judged)
                foreach (var limit in asked.State.Dispatch.LimitsOf[touch.Place])
                    Find(asked, limit, touch, findings);
    }

    private static void Find(in Asked asked, Limit limit, in Touch touch, Findings findings)
    {
        if (limit.Gate == Outcome.Allow)
            return;
        var ratio = asked.State.Meters.Ratio(touch.Meter);
        var (part, whole) = ratio.At(asked.Time, touch.Window);
        part += asked.Reserved.Of(touch.Meter, 0);
        var adds = asked.Adds(TouchKind.Part, touch.Place);
        var after = whole + asked.Adds(TouchKind.Whole, touch.Place);
        if (
            after == 0
            || after < limit.AtLeast
            || Judging.FigureOf(asked.State, limit, 0, asked.Time) is not { } figure
        )
            return;
        var most = figure * (decimal)after;
        var bound = new Bound
        {
            Clause = limit.Clause,
            Gate = limit.Gate,
            Unit = ratio.Meter.Unit,
            Amount = most,
            Left = (decimal)Int128.Max(0, LimitGate.Most(limit, most) - part),
            Adds = (decimal)adds,
            Fails = part + adds > LimitGate.Most(limit, most),
            IsSpent = adds > 0,
            Seconds = LimitGate.SecondsOf(ratio.Meter.Window),
            Resets = asked.State.WindowEnd(ratio.Meter.Window, asked.Time) ?? ratio.NextDecrease(0),
        };
        var share = (Rational)(part + adds) / after;
        findings.Add(bound, bound.StandsAgainst ? TooMuch(findings, bound, share, figure) : null);
    }

    private static Reason TooMuch(
        Findings findings,
        in Bound bound,
        Rational share,
        decimal figure
    ) =>
        findings.Because(
            bound.Clause,
            bound.Gate,
            FactKind.OverRatio,
            new NamedFigure(NamedFigure.Used, share.ToString()),
            new NamedFigure(NamedFigure.Limit, ((Rational)figure).ToString())
        ) with
        {
            Resets = bound.Resets,
            RetryAt = bound.Gate == Outcome.Deny ? bound.Resets : null,
        };
}

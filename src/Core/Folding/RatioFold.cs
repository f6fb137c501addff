using Evenhand.Core.Metering;

namespace Evenhand.Core.Folding;

/// <summary>Adds acts to ratios and has those judged at which the act is judged.</summary>
internal static class RatioFold
{
    /// <summary>Counts an act, then judges: of its touches, those that judge come last.</summary>
    public static void Apply(in Act act, ReadOnlySpan<Touch> touches)
    {
        foreach (ref readonly var touch in touches)
            switch (touch.Kind)
            {
                case TouchKind.Part:
                    Ratio(act, touch).AddPart((long)touch.Units, act.Happened, touch.Window);
                    break;
                case TouchKind.Whole:
                    Ratio(act, touch).AddWhole((long)touch.Units, act.Happened, touch.Window);
                    break;
                case TouchKind.Judged:
                    Judge(act, touch);
                    break;
            }
    }

    private static RatioState Ratio(in Act act, in Touch touch) =>
        act.State.Meters.Ratio(touch.Meter);

    private static void Judge(in Act act, in Touch touch)
    {
        var (part, whole) = Ratio(act, touch).At(act.Time, touch.Window);
        act.State.Watcher?.Stood(act.State, touch.Meter, 0);
        foreach (var limit in act.State.Dispatch.LimitsOf[touch.Place])
            Judging.Ratio(act.State, limit, part, whole, act.Time);
    }
}

using Evenhand.Core.Metering;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Adds acts to ratios and has those judged at which the act is judged.</summary>
internal static class RatioFold
{
    /// <summary>Counts an act, then judges.</summary>
    public static void Apply(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        foreach (var (place, tap) in rules.Parts)
            if (
                Matching.All(tap.Selection.Conditions, e, thing)
                && state.Meters[place] is RatioState ratio
            )
                ratio.AddPart(
                    Measuring.Of(tap.Measure, e),
                    e.Time,
                    state.WindowAt(ratio.Meter.Window, e.Time)
                );
        foreach (var (place, tap) in rules.Wholes)
            if (
                Matching.All(tap.Selection.Conditions, e, thing)
                && state.Meters[place] is RatioState ratio
            )
                ratio.AddWhole(
                    Measuring.Of(tap.Measure, e),
                    e.Time,
                    state.WindowAt(ratio.Meter.Window, e.Time)
                );
        foreach (var (place, selection) in rules.JudgedRatios)
            if (Matching.All(selection.Conditions, e, thing))
                Judge(state, (RatioState)state.Meters[place], e.Time);
    }

    private static void Judge(AccountState state, RatioState ratio, long time)
    {
        var (part, whole) = ratio.At(time, state.WindowAt(ratio.Meter.Window, time));
        foreach (var limit in state.Dispatch.LimitsOf[ratio.Meter.Index])
            Judging.Ratio(state, limit, part, whole, time);
    }
}

using System.Globalization;
using Evenhand.Runtime.Output;
using Evenhand.Runtime.Serving.Views;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Statements on the wire: as in a replay, with the adjustments of earlier ones and where they stand.</summary>
internal static class StatementViews
{
    public static StatementView Of(CycleStatement cycle)
    {
        var statement = EffectViews.Of(cycle.Statement);
        return statement with
        {
            Lines = [.. statement.Lines, .. cycle.Adjustments.Select(Of)],
            Running = cycle.Running,
            Stated = cycle.Stated is not null,
            Closing = cycle.Closing,
        };
    }

    private static StatementLine Of(Adjustment adjustment) =>
        EffectViews.Of(adjustment.Line) with
        {
            Kind = "adjustment",
            Cycle = DateOnly.ParseExact(
                adjustment.Cycle,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            Because = adjustment.Because switch
            {
                Cause.Late => AdjustmentCause.Late,
                Cause.Void => AdjustmentCause.Void,
                Cause.Waiver => AdjustmentCause.Waiver,
                _ => AdjustmentCause.Rate,
            },
        };
}

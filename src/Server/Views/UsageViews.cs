using Evenhand.Core.Viewing;
using Evenhand.Runtime.Output;
using Evenhand.Runtime.Serving.Views;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Usage and allowances on the wire.</summary>
public static class UsageViews
{
    public static UsageView Of(MeterSeries series, SeriesWindow window) =>
        new()
        {
            Meter = series.Meter,
            Unit = series.Unit,
            Window = Of(window),
            Points =
            [
                .. series.Points.Select(point => new UsagePoint
                {
                    From = Instants.Of(point.From),
                    To = Instants.Of(point.To),
                    Value = point.Value,
                }),
            ],
        };

    public static AllowanceView Of(AllowanceFigures state) =>
        new()
        {
            Clause = state.Clause,
            Kind = state.IsLimit ? AllowanceKind.Limit : AllowanceKind.Allowance,
            Meter = state.Meter,
            Unit = state.Unit,
            Window = state.Window,
            Used = state.Used,
            Included = state.Included,
            Remaining = state.Remaining,
            Resets = Instants.Of(state.Resets),
            RunsOut = Instants.Of(state.RunsOut),
        };

    private static UsageWindow Of(SeriesWindow window) =>
        window switch
        {
            SeriesWindow.Hour => UsageWindow.Hour,
            SeriesWindow.Day => UsageWindow.Day,
            _ => UsageWindow.Month,
        };
}

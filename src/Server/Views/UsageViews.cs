using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Usage on the wire.</summary>
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
                    Value = point.Value.ToString(),
                }),
            ],
        };

    private static UsageWindow Of(SeriesWindow window) =>
        window switch
        {
            SeriesWindow.Hour => UsageWindow.Hour,
            SeriesWindow.Day => UsageWindow.Day,
            _ => UsageWindow.Month,
        };
}

using System.Collections.Immutable;
using Evenhand.Pages.Drawing;
using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>What one meter counted day by day.</summary>
/// <param name="Label">What it shows, in a sentence.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Bars">The days.</param>
public sealed record UsageSeries(string Label, string Unit, ImmutableArray<DayBar> Bars)
{
    /// <summary>The interactive chart of it; null where there is none.</summary>
    public Chart? Chart { get; init; }

    /// <summary>The series of a meter; null where there is nothing to draw.</summary>
    public static UsageSeries? Of(UsageView usage, Reader reader)
    {
        var values = usage
            .Points.Select(point => (point, Value: Reader.Number(point.Value)))
            .ToList();
        var most = values.Select(each => each.Value).DefaultIfEmpty().Max();
        if (most <= 0)
            return null;
        return new UsageSeries(
            reader.Say[
                "{0}, day by day, in {1}; the most was {2}",
                usage.Meter,
                usage.Unit,
                reader.Quantity(most)
            ],
            usage.Unit,
            [
                .. values.Select(each => new DayBar(
                    reader.Day(each.point.From),
                    reader.Quantity(each.point.Value),
                    Math.Max(0, each.Value / most * 100)
                )),
            ]
        );
    }
}

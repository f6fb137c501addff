using System.Collections.Immutable;
using Evenhand.Pages.Drawing;
using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>Puts the chart of a meter together whose days add up to what is held against an allowance or a limit of the billing month.</summary>
public static class UsageChart
{
    private const string Cycle = "cycle";

    /// <summary>Digits of what is only drawn.</summary>
    private const int Decimals = 4;

    /// <summary>The chart; null where the days do not add up to anything that is included or allowed, or nothing was counted.</summary>
    /// <param name="usage">What the days of the present cycle counted.</param>
    /// <param name="before">What those of the cycle before did; null where there was none.</param>
    /// <param name="rows">The allowances and limits on the meter.</param>
    /// <param name="reader">Who reads it.</param>
    public static Chart? Of(
        UsageView usage,
        UsageView? before,
        IReadOnlyList<UsageRow> rows,
        Reader reader
    )
    {
        var held = rows.Where(row =>
                row.Main is { Taken: Taken.Sum, Window: Cycle, Of: null }
                && row.Main.Unit == usage.Unit
            )
            .ToList();
        if (held.Count == 0 || held[0].Main is not { Began: { } began, Resets: { } end })
            return null;
        var used = Summed(usage);
        // One day is no line.
        if (used.Length < 2 || used[^1] <= 0)
            return null;
        var say = reader.Say;
        var lines = ImmutableArray.CreateBuilder<ChartLine>();
        lines.Add(new(say["This billing month"], ChartLook.Used, [.. used.Select(Some)]));
        if (before is not null && Summed(before) is { IsEmpty: false } past && past[^1] > 0)
            lines.Add(
                new(
                    say["The month before"],
                    ChartLook.Before,
                    [.. used.Select((_, at) => at < past.Length ? past[at] : (decimal?)null)]
                )
            );
        foreach (var row in held)
        {
            var whole = Reader.Number(row.Main.Included);
            var isLimit = row.Main.Kind != AllowanceKind.Allowance;
            lines.Add(
                new(
                    isLimit ? say["Allowed"] : say["Included"],
                    isLimit ? ChartLook.Limit : ChartLook.Included,
                    [.. used.Select(_ => Some(whole))]
                )
            );
        }
        var all = Reader.Number(held[0].Main.Included);
        lines.Add(
            new(
                say["Even pace"],
                ChartLook.Even,
                [
                    .. usage.Points.Select(point =>
                        Some(decimal.Round(Pace.Even(all, began, end, point.To), Decimals))
                    ),
                ]
            )
        );
        return new Chart(
            say["Day"],
            [.. usage.Points.Select(point => reader.Day(point.From))],
            lines.ToImmutable()
        );
    }

    private static ImmutableArray<decimal> Summed(UsageView usage)
    {
        var sum = 0m;
        return [.. usage.Points.Select(point => sum += Reader.Number(point.Value))];
    }

    private static decimal? Some(decimal value) => value;
}

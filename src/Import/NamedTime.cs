using System.Collections.Immutable;
using Evenhand.Notation;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>A time that a map declares under a name, and how a row tells it.</summary>
internal abstract record NamedTime(string Name)
{
    public abstract RowTime Read(Row row);
}

/// <summary>
/// A date and time in one column, or in two that are joined by a space. <c>After</c> is a time it cannot precede, which
/// settles the hour that a zone repeats in autumn.
/// </summary>
internal sealed record StampedTime(
    string Name,
    ImmutableArray<int> Columns,
    ImmutableArray<TimeFormat> Formats,
    DateTimeZone Zone,
    int? After
) : NamedTime(Name)
{
    /// <summary>The columns are not parts of one text: the first that is not empty says it all.</summary>
    public bool IsAny { get; init; }

    public override RowTime Read(Row row)
    {
        var after = After is { } index ? row.TimeOf(index) : null;
        if (after?.Fault is { } fault)
        {
            return RowTime.Bad(fault);
        }

        var text = TextOf(row);
        foreach (var format in Formats)
        {
            if (format.Read(text) is { } stamp)
            {
                return LocalTimes.Place(stamp, Zone, row.ShiftDays, after);
            }
        }
        return RowTime.Bad(Unreadable(row, text));
    }

    private string TextOf(Row row)
    {
        var texts = Columns.Select(column => row[column]);
        return IsAny ? texts.FirstOrDefault(text => text.Length > 0, "") : string.Join(' ', texts);
    }

    private string Unreadable(Row row, string text)
    {
        var columns = string.Join("`, `", Columns.Select(row.NameOf));
        return $"column `{columns}`: '{text}' is not a time as {string.Join(" or ", Formats.Select(f => $"`{f.Text}`"))}";
    }
}

/// <summary>A time of day alone: the first time after another at which the clocks of the zone show it.</summary>
internal sealed record ClockTime(
    string Name,
    int Column,
    ImmutableArray<LocalTimePattern> Patterns,
    DateTimeZone Zone,
    int After
) : NamedTime(Name)
{
    public override RowTime Read(Row row)
    {
        var after = row.TimeOf(After);
        if (after.Fault is not null)
        {
            return after;
        }

        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(row[Column]) is { Success: true } result)
            {
                return LocalTimes.Next(result.Value, Zone, row.ShiftDays, after);
            }
        }
        var expected = string.Join(" or ", Patterns.Select(p => $"`{p.PatternText}`"));
        return RowTime.Bad(
            $"column `{row.NameOf(Column)}`: '{row[Column]}' is not a time of day as {expected}"
        );
    }
}

/// <summary>So long after another time of the row.</summary>
internal sealed record LaterTime(string Name, int After, int Column, DurationUnit Unit)
    : NamedTime(Name)
{
    private const decimal MostSeconds = 366 * 86_400m;

    public override RowTime Read(Row row)
    {
        var after = row.TimeOf(After);
        if (after.Fault is not null)
        {
            return after;
        }

        if (Unit.Seconds(row[Column], row.Figures, out var fault) is not { } seconds)
        {
            return RowTime.Bad($"column `{row.NameOf(Column)}`: {fault}");
        }

        if (seconds > MostSeconds)
        {
            return RowTime.Bad(
                $"column `{row.NameOf(Column)}`: '{row[Column]}' is more than a year"
            );
        }

        Duration length = Duration.FromMilliseconds((long)(seconds * 1000));
        return new RowTime(after.Actual + length, after.Shifted + length, null);
    }
}

using System.Collections.Immutable;
using Evenhand.Notation;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>The <c>times</c> part of a map: times under names, each of which may build on those before it.</summary>
internal sealed class TimeReader(
    MapProblems problems,
    ColumnsReader columns,
    DateTimeZone zone,
    ImmutableArray<string> formats
)
{
    private readonly List<NamedTime> times = [];

    public ImmutableArray<NamedTime> Times => [.. times];

    /// <summary>The zone under <c>time_zone</c>; null if there is none, or after a problem.</summary>
    public static DateTimeZone? Zone(MapPart node, MapProblems problems)
    {
        if (node.Text("time_zone") is not { } id)
        {
            return null;
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (zone is null)
        {
            problems.Add(
                node.Take("time_zone")!,
                $"no time zone '{id}' in the IANA data{Nearest.Hint(id, DateTimeZoneProviders.Tzdb.Ids)}"
            );
        }

        return zone;
    }

    public void Read(MapPart node)
    {
        foreach ((string name, var child) in node.Entries())
        {
            if (problems.MappingOf(child, name) is not { } time)
            {
                continue;
            }

            if (TimeOf(name, time) is { } read)
            {
                times.Add(read);
            }

            time.Close();
        }
    }

    /// <summary>The index of the time that a key names; a problem, and null, if there is no such time (yet).</summary>
    public int? Named(MapPart node, string key)
    {
        if (node.Text(key) is not { } name)
        {
            return null;
        }

        var index = times.FindIndex(time => time.Name == name);
        if (index >= 0)
        {
            return index;
        }

        var hint = Nearest.Hint(name, times.Select(time => time.Name));
        problems.Add(
            node.Take(key)!,
            $"`{key}` is '{name}', which is no time declared above under `times`{hint}"
        );
        return null;
    }

    private NamedTime? TimeOf(string name, MapPart node)
    {
        var after = Named(node, "after");
        var own = Zone(node, problems) ?? zone;
        var texts = node.Has("formats") ? node.Texts("formats") : formats;
        if (node.Has("any"))
            return new StampedTime(
                name,
                columns.Several(node, "any"),
                Formats(node, texts),
                own,
                after
            )
            {
                IsAny = true,
            };
        (bool column, bool date, bool clock, bool plus) = (
            node.Has("column") || node.Has("path"),
            node.Has("date"),
            node.Has("clock"),
            node.Has("plus")
        );
        switch (column, date, clock, plus)
        {
            case (true, false, false, false):
                return new StampedTime(
                    name,
                    [columns.Required(node, "column")],
                    Formats(node, texts),
                    own,
                    after
                );
            case (false, true, true, false):
                ImmutableArray<int> both =
                [
                    columns.Required(node, "date"),
                    columns.Required(node, "clock"),
                ];
                return new StampedTime(name, both, Formats(node, texts), own, after);
            case (false, false, true, false) when node.Has("after"):
                return new ClockTime(
                    name,
                    columns.Required(node, "clock"),
                    Clocks(node, texts),
                    own,
                    after ?? 0
                );
            case (false, false, false, true) when node.Has("after"):
                return Later(name, node, after ?? 0);
            default:
                problems.Add(
                    node.At,
                    $"the time `{name}` needs `column`, or `date` and `clock`, or `clock` and `after`, or `plus` and `after`"
                );
                return null;
        }
    }

    private LaterTime Later(string name, MapPart node, int after)
    {
        var unit = UnitReader.Read(node, problems);
        return new LaterTime(name, after, columns.Required(node, "plus"), unit);
    }

    private ImmutableArray<TimeFormat> Formats(MapPart node, ImmutableArray<string> texts) =>
        Patterns(
            node,
            texts,
            TimeFormat.Of,
            $"an example is `d/M/uuuu H:mm:ss`; names are {string.Join(", ", TimeFormat.Names)}"
        );

    private ImmutableArray<LocalTimePattern> Clocks(MapPart node, ImmutableArray<string> texts) =>
        Patterns(
            node,
            texts,
            text =>
            {
                PatternLetters.RequireOneMeaning(text, withDate: false);
                return LocalTimePattern.CreateWithInvariantCulture(text);
            },
            "a clock alone is written like `H:mm:ss`; give this time `formats` of its own"
        );

    private ImmutableArray<T> Patterns<T>(
        MapPart node,
        ImmutableArray<string> texts,
        Func<string, T> create,
        string hint
    )
    {
        var patterns = ImmutableArray.CreateBuilder<T>();
        foreach (string text in texts)
        {
            try
            {
                patterns.Add(create(text));
            }
            catch (InvalidPatternException error)
            {
                problems.Add(
                    node.Take("formats") is { } own ? own.At : node.At,
                    $"'{text}' is no format: {error.Message} ({hint})"
                );
            }
        }
        return patterns.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.Text;
using Evenhand.Notation;
using NodaTime;

namespace Evenhand.Import;

/// <summary>Reads a mapping file, or says everything that is wrong with it.</summary>
public static class MapReader
{
    /// <summary>Characters; a genuine map has a few thousand.</summary>
    public const int Longest = 1_000_000;

    /// <summary>
    /// The map of a YAML text, or null and its problems. <c>file</c> only names it in problems; its name without extension is
    /// the name of a map that gives none.
    /// </summary>
    public static ImportMap? Read(string yaml, string file, out ImmutableArray<Problem> problems)
    {
        MapProblems found = new(file);
        var map = Root(yaml, found) is { } root ? MapOf(root, file, found) : null;
        problems = found.Found;
        return problems.IsEmpty ? map : null;
    }

    private static MapPart? Root(string yaml, MapProblems problems)
    {
        if (yaml.Length > Longest)
        {
            problems.Add(Place.Start, $"the map has more than {Longest:N0} characters");
            return null;
        }
        switch (YamlReader.Read(yaml, problems.Reporter))
        {
            case MapNode root:
                return new MapPart(root, problems);
            case null when !problems.Found.IsEmpty:
                break;
            default:
                problems.Add(Place.Start, "a map is one YAML document of keys and values");
                break;
        }
        return null;
    }

    private static ImportMap? MapOf(MapPart root, string file, MapProblems problems)
    {
        var name = root.Text("name") ?? Path.GetFileNameWithoutExtension(file);
        var source = root.Text("source") ?? name;
        var usual = IsOfPaths(root.Node) ? FileFormat.Json : FileFormat.Csv;
        var shape = new FileShapeReader(problems).Read(root.Child("file"), usual);
        var zone = TimeReader.Zone(root, problems) ?? DateTimeZone.Utc;
        var shift = ShiftOf(root, problems);
        var rules = new RowRulesReader(problems, shape, zone).Read(root);
        root.Close();
        return rules is null
            ? null
            : new ImportMap(rules)
            {
                Name = name,
                Source = source,
                Zone = zone,
                ShiftDays = shift,
            };
    }

    /// <summary>Whether a map speaks of paths, and so of JSON, though it may not say so.</summary>
    private static bool IsOfPaths(Node node) =>
        node switch
        {
            MapNode map => map.Entries.Any(entry =>
                entry.Key.Text is "path" or "each" || IsOfPaths(entry.Value)
            ),
            ListNode list => list.Items.Any(IsOfPaths),
            _ => false,
        };

    private static int ShiftOf(MapPart root, MapProblems problems)
    {
        if (root.Text("shift") is not { } text)
        {
            return 0;
        }

        if (Shift.Parse(text) is { } days)
        {
            return days;
        }

        problems.Add(root.Take("shift")!, $"`shift` is '{text}'; {Shift.Expected}");
        return 0;
    }
}

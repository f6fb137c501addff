using System.Collections.Immutable;
using System.Text;
using NodaTime;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Evenhand.Runtime.Import;

/// <summary>Reads a mapping file, or says everything that is wrong with it.</summary>
public static class MapReader
{
    /// <summary>Characters; a genuine map has a few thousand.</summary>
    public const int Longest = 1_000_000;

    /// <summary>
    /// The map of a YAML text, or null and its problems. <c>file</c> only names it in problems; its name without extension is
    /// the name of a map that gives none.
    /// </summary>
    public static ImportMap? Read(string yaml, string file, out ImmutableArray<MapProblem> problems)
    {
        MapProblems found = new(file);
        var map = Root(yaml, found) is { } root ? MapOf(root, file, found) : null;
        problems = found.Found;
        return problems.IsEmpty ? map : null;
    }

    private static MapNode? Root(string yaml, MapProblems problems)
    {
        if (yaml.Length > Longest)
        {
            problems.Add(new Position(1, 1), $"the map has more than {Longest:N0} characters");
            return null;
        }
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return new MapNode(root, problems);
            }

            problems.Add(new Position(1, 1), "a map is one YAML document of keys and values");
        }
        catch (YamlException error)
        {
            problems.Add(error.Start, $"not YAML: {error.Message}");
        }
        return null;
    }

    private static ImportMap? MapOf(MapNode root, string file, MapProblems problems)
    {
        var name = root.Text("name") ?? Path.GetFileNameWithoutExtension(file);
        var source = root.Text("source") ?? name;
        var shape = FileShapeReader.Read(root.Child("file"), problems);
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

    private static int ShiftOf(MapNode root, MapProblems problems)
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

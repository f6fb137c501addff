using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Import.Files;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>Numbers the columns that a map names, in the order in which it first names them.</summary>
internal sealed class ColumnsReader(MapProblems problems, FileShape shape, JsonPath? each)
{
    private readonly List<ColumnReference> columns = [];

    public ImmutableArray<ColumnReference> Columns => [.. columns];

    /// <summary>The number of the column under a key, or under <c>path</c>; a problem, and 0, if it is missing or is none.</summary>
    public int Required(MapPart node, string key)
    {
        if (key == "column" && node.Take("path") is { } path)
            return Of(path, "path");
        if (node.Take(key) is { } child)
            return Of(child, key);
        problems.Add(
            node.At,
            $"`{key}` is missing: the column's name, or its place counted from 1"
        );
        return 0;
    }

    /// <summary>The number of the column under a key; null if the key is absent.</summary>
    public int? Optional(MapPart node, string key) =>
        node.Take(key) is { } child ? Of(child, key) : null;

    /// <summary>The numbers of one column or of a list of them; none if the key is absent.</summary>
    public ImmutableArray<int> Several(MapPart node, string key) =>
        node.Take(key) switch
        {
            null => [],
            ListNode list => [.. list.Items.Select(item => Of(item, key))],
            { } single => [Of(single, key)],
        };

    private int Of(Node node, string key)
    {
        if (problems.TextOf(node, key) is not { } text)
            return 0;
        var reference =
            shape.IsJson ? ByPath(text, node.At)
            : key == "path" ? NoPath(text, node.At)
            // An unquoted number is a place; a column that is called 3 is written "3".
            : !((ScalarNode)node).Quoted && int.TryParse(text, out _) ? ByPlace(text, node.At)
            : ByName(text, node.At);
        var known = columns.FindIndex(column =>
            column.ToString() == reference.ToString() && column.Place == reference.Place
        );
        if (known >= 0)
            return known;
        columns.Add(reference);
        return columns.Count - 1;
    }

    private ColumnReference NoPath(string text, Place at)
    {
        problems.Add(at, "`path` is for JSON; say `file: { format: json }`, or name a `column`");
        return new ColumnReference(text, 0, at);
    }

    private ColumnReference ByPath(string text, Place at)
    {
        var path = JsonPath.Parse(text, each);
        if (path is null)
            problems.Add(at, $"'{text}' is no path; {JsonPath.Expected}");
        else if (!path.SharesStarsOf(each))
            problems.Add(
                at,
                $"'{text}': a star stands for the item of `each`, whose path begins in the same way"
            );
        return new ColumnReference(text, 0, at) { Path = path ?? new JsonPath(text, []) };
    }

    private ColumnReference ByPlace(string text, Place at)
    {
        var place = int.Parse(text, CultureInfo.InvariantCulture);
        if (place < 1)
            problems.Add(at, $"column {place}: places count from 1");
        else if (!shape.Columns.IsEmpty && place > shape.Columns.Length)
            problems.Add(at, $"column {place}: `file.columns` has {shape.Columns.Length}");
        return new ColumnReference(null, place, at);
    }

    private ColumnReference ByName(string name, Place at)
    {
        if (shape.HasHeader)
            return new ColumnReference(name, 0, at);
        var index = shape.Columns.IndexOf(name);
        if (index < 0)
            problems.Add(
                at,
                $"no column '{name}' in `file.columns`{Nearest.Hint(name, shape.Columns)}"
            );
        return new ColumnReference(name, index + 1, at);
    }
}

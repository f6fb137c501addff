using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>Numbers the columns that a map names, in the order in which it first names them.</summary>
internal sealed class ColumnsReader(MapProblems problems, FileShape shape)
{
    private readonly List<ColumnReference> _columns = [];

    public ImmutableArray<ColumnReference> Columns => [.. _columns];

    /// <summary>The number of the column under a key; a problem, and 0, if it is missing or is none.</summary>
    public int Required(MapPart node, string key)
    {
        if (node.Take(key) is { } child)
        {
            return Of(child, key);
        }

        problems.Add(
            node.At,
            $"`{key}` is missing: the column's name, or its place counted from 1"
        );
        return 0;
    }

    private int Of(Node node, string key)
    {
        if (problems.TextOf(node, key) is not { } text)
        {
            return 0;
        }

        var at = node.At;
        // An unquoted number is a place; a column that is called 3 is written "3".
        var isPlace = !((ScalarNode)node).Quoted && int.TryParse(text, out _);
        var reference = isPlace ? ByPlace(text, at) : ByName(text, at);
        var known = _columns.FindIndex(column =>
            column.Name == reference.Name && column.Place == reference.Place
        );
        if (known >= 0)
        {
            return known;
        }

        _columns.Add(reference);
        return _columns.Count - 1;
    }

    private ColumnReference ByPlace(string text, Place at)
    {
        var place = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        if (place < 1)
        {
            problems.Add(at, $"column {place}: places count from 1");
        }
        else if (!shape.Columns.IsEmpty && place > shape.Columns.Length)
        {
            problems.Add(at, $"column {place}: `file.columns` has {shape.Columns.Length}");
        }

        return new ColumnReference(null, place, at);
    }

    private ColumnReference ByName(string name, Place at)
    {
        if (shape.HasHeader)
        {
            return new ColumnReference(name, 0, at);
        }

        var index = shape.Columns.IndexOf(name);
        if (index < 0)
        {
            problems.Add(
                at,
                $"no column '{name}' in `file.columns`{Nearest.Hint(name, shape.Columns)}"
            );
        }

        return new ColumnReference(name, index + 1, at);
    }
}

using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Import.Files;

/// <summary>Finds the columns that a map names in the table at hand.</summary>
internal sealed class TableHeader(RowRules rules, CsvRecords records, Action<long, string> reject)
{
    /// <summary>So many lines may stand above a header that is to be found.</summary>
    private const int MostAbove = 200;

    /// <summary>The rows of the table; null, after faults, if it lacks a column of the map.</summary>
    public TableRows? Rows()
    {
        if (!rules.Shape.HasHeader)
            return WithoutHeader();
        if ((rules.Shape.HeaderIsSearched ? Searched() : Header()) is not { } header)
            return null;
        records.Width = (rules.Shape.AtLeast ?? header.Names.Length, header.Names.Length);
        return Places(header) is { } places ? Rows(places, header.Names) : null;
    }

    private TableRows Rows(int[] places, IReadOnlyList<string> names) =>
        new(records, places, new TableIdentity(names, rules.InOrderOfFile));

    private TableRows WithoutHeader()
    {
        var named = rules.Shape.Columns.Length;
        var highest = rules.Columns.Select(column => column.Place).DefaultIfEmpty(1).Max();
        records.Width = (
            rules.Shape.AtLeast ?? Math.Max(named, highest),
            named > 0 ? named : int.MaxValue
        );
        return Rows([.. rules.Columns.Select(column => column.Place - 1)], rules.Shape.Columns);
    }

    private (string[] Names, long Line)? Header()
    {
        var record = records.Next();
        if (record is { Fault: null } header)
            return (Names(header), header.Line);
        reject(record?.Line ?? 1, record?.Fault ?? "the file is empty, without even a header");
        return null;
    }

    /// <summary>The first line that has all the columns that the map names.</summary>
    private (string[] Names, long Line)? Searched()
    {
        var wanted = rules.Columns.Select(column => column.Name).OfType<string>().ToArray();
        for (var above = 0; above < MostAbove && records.Next() is { } record; above++)
            if (record.Fault is null && Names(record) is var names && wanted.All(names.Contains))
                return (names, record.Line);
        reject(1, $"none of the first {MostAbove} lines is a header with {Listed(wanted)}");
        return null;
    }

    private static string Listed(string[] names) =>
        string.Join(", ", names.Select(name => $"`{name}`"));

    private static string[] Names(CsvRecord header) =>
        Array.ConvertAll(header.Cells, cell => cell.Text.Trim());

    private int[]? Places((string[] Names, long Line) header)
    {
        var complete = true;
        var places = new int[rules.Columns.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var column = rules.Columns[i];
            places[i] = column.Name is { } name
                ? Array.IndexOf(header.Names, name)
                : column.Place - 1;
            if (FaultOf(column, places[i], header.Names) is not { } fault)
                continue;
            reject(header.Line, fault);
            complete = false;
        }
        return complete ? places : null;
    }

    private static string? FaultOf(ColumnReference column, int place, string[] header)
    {
        if (place < 0)
            return $"the header has no column `{column}`{Nearest.Hint(column.ToString(), header)}";
        if (place >= header.Length)
            return $"the map names column {column}, but the header has {header.Length}";
        return column.Name is { } name && header.Count(other => other == name) > 1
            ? $"the header has column `{name}` more than once; the map can name it by its place"
            : null;
    }
}

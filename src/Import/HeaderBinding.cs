using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>Finds the columns that a map names in the file at hand.</summary>
internal static class HeaderBinding
{
    /// <summary>The place of each of the map's columns, counted from 0; null, after rejections, if the header lacks one.</summary>
    public static int[]? Bind(RowRules rules, CsvRecords records, ImportRun run)
    {
        if (!rules.Shape.HasHeader)
        {
            var named = rules.Shape.Columns.Length;
            var highest = rules.Columns.Max(column => column.Place);
            var most = named > 0 ? named : int.MaxValue;
            records.Width = (rules.Shape.AtLeast ?? Math.Max(named, highest), most);
            return [.. rules.Columns.Select(column => column.Place - 1)];
        }
        if (Header(records, run) is not { } header)
        {
            return null;
        }

        records.Width = (rules.Shape.AtLeast ?? header.Length, header.Length);
        return Places(rules, header, run);
    }

    private static string[]? Header(CsvRecords records, ImportRun run)
    {
        var record = records.Next();
        if (record is { Fault: null } header)
        {
            return [.. header.Fields.Select(name => name.Trim())];
        }

        run.Reject(
            new Rejection(
                run.File,
                record?.Line ?? 1,
                record?.Fault ?? "the file is empty, without even a header"
            )
        );
        return null;
    }

    private static int[]? Places(RowRules rules, string[] header, ImportRun run)
    {
        var complete = true;
        int[] places = new int[rules.Columns.Length];
        for (int i = 0; i < places.Length; i++)
        {
            var column = rules.Columns[i];
            places[i] = column.Name is { } name ? Array.IndexOf(header, name) : column.Place - 1;
            if (FaultOf(column, places[i], header) is not { } fault)
            {
                continue;
            }

            run.Reject(new Rejection(run.File, 1, fault));
            complete = false;
        }
        return complete ? places : null;
    }

    private static string? FaultOf(ColumnReference column, int place, string[] header)
    {
        if (place < 0)
        {
            return $"the header has no column `{column}`{Nearest.Hint(column.ToString(), header)}";
        }

        if (place >= header.Length)
        {
            return $"the map names column {column}, but the header has {header.Length}";
        }

        return column.Name is { } name && header.Count(other => other == name) > 1
            ? $"the header has column `{name}` more than once; the map can name it by its place"
            : null;
    }
}

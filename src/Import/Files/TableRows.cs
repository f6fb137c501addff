namespace Evenhand.Import.Files;

/// <summary>The rows of a table whose columns have been found.</summary>
internal sealed class TableRows(CsvRecords records, int[] places, TableIdentity identity)
    : RowSource
{
    private Cell[] last = [];

    public override IEnumerable<string> Identity => identity.Of(last);

    public override FileRow? Next()
    {
        if (records.Next() is not { } record)
            return null;
        if (record.Fault is { } fault)
            return FileRow.Bad(record.Line, fault);
        last = record.Cells;
        return record.IsTotal
            ? FileRow.Left(record.Line, "it is a line of totals")
            : new FileRow(record.Line, Array.ConvertAll(places, At), null, null);
    }

    private Cell At(int place) => place < last.Length ? last[place] : Cell.None;
}

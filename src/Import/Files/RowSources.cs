namespace Evenhand.Import.Files;

/// <summary>Opens the rows of a file in the layout that a map says.</summary>
internal static class RowSources
{
    /// <summary>Null, after faults, if the file is not laid out so.</summary>
    public static RowSource? Open(RowRules rules, Stream file, Action<long, string> reject)
    {
        var shape = rules.Shape;
        var utf8 = TextEncoding.Utf8(file, shape.Encoding);
        return shape.Format switch
        {
            FileFormat.JsonLines => Json(rules, new JsonLines(utf8)),
            FileFormat.Json => Json(rules, new JsonValues(utf8)),
            _ => new TableHeader(rules, Records(shape, utf8), reject).Rows(),
        };
    }

    private static JsonRows Json(RowRules rules, JsonRecords records) =>
        new(records, [.. rules.Columns.Select(column => column.Path!)], rules.Each);

    private static CsvRecords Records(FileShape shape, Stream utf8) =>
        new(
            new EdgedLines(new PhysicalLines(utf8), shape.Preamble, shape.Footer),
            shape.Format == FileFormat.Log ? new LogSplitter() : new CsvSplitter(shape.Delimiter)
        )
        {
            Totals = shape.Totals,
        };
}

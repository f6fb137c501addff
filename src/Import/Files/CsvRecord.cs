namespace Evenhand.Import.Files;

/// <summary>The cells of one record, or why it has none. <c>Line</c> is the line on which it begins. A total is a sum of records and none itself.</summary>
internal readonly record struct CsvRecord(long Line, Cell[] Cells, string? Fault, bool IsTotal)
{
    public static CsvRecord Bad(long line, string fault) => new(line, [], fault, false);
}

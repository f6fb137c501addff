namespace Evenhand.Import;

/// <summary>The fields of one record, or why it has none. <c>Line</c> is the line on which it begins.</summary>
internal readonly record struct CsvRecord(long Line, string[] Fields, string? Fault)
{
    public static CsvRecord Bad(long line, string fault) => new(line, [], fault);
}

namespace Evenhand.Import.Files;

/// <summary>
/// CSV as RFC 4180 has it, with any delimiter: a quote opens a cell at its very beginning and closes it at its very end,
/// and stands doubled within. Everything between, line breaks too, belongs to the cell as it is.
/// </summary>
internal sealed class CsvSplitter(char delimiter) : Splitter
{
    public override bool SpansLines => true;

    protected override bool Split(string record, List<Cell> into)
    {
        for (var at = 0; ; at++)
        {
            var end = record.AsSpan(at).StartsWith('"')
                ? Quoted(record, at, into)
                : Bare(record, at, into);
            if (end < 0)
                return false;
            if (end == record.Length)
                return true;
            at = end;
        }
    }

    /// <summary>Where the cell ends; -1 if a quote stands in it.</summary>
    private int Bare(string record, int from, List<Cell> into)
    {
        var length = record.AsSpan(from).IndexOf(delimiter);
        var end = length < 0 ? record.Length : from + length;
        var text = record[from..end];
        into.Add(new Cell(text, CellKind.Plain));
        return text.Contains('"') ? -1 : end;
    }

    /// <summary>Where the cell ends; -1 if anything stands between its closing quote and the delimiter.</summary>
    private int Quoted(string record, int from, List<Cell> into)
    {
        var close = from + 1;
        while (close < record.Length && (record[close] != '"' || IsDoubled(record, close)))
            close += record[close] == '"' ? 2 : 1;
        if (close >= record.Length)
            return -1;
        var text = record[(from + 1)..close].Replace("\"\"", "\"", StringComparison.Ordinal);
        into.Add(new Cell(text, CellKind.Quoted));
        var end = close + 1;
        return end == record.Length || record[end] == delimiter ? end : -1;
    }

    private static bool IsDoubled(string record, int at) =>
        at + 1 < record.Length && record[at + 1] == '"';
}

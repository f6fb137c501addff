using System.Collections.Immutable;

namespace Evenhand.Import.Files;

/// <summary>
/// The records of a table. A quoted cell may hold line breaks, which stay as they are; a quote that is never closed costs
/// its own line only, because reading resumes on the very next one.
/// </summary>
internal sealed class CsvRecords(EdgedLines lines, Splitter splitter)
{
    private const int MostLines = 64;

    private readonly List<PhysicalLine> ahead = [];

    /// <summary>The numbers of cells a record may have; others are faults. Set when the header is known.</summary>
    public (int Least, int Most) Width { get; set; } = (1, int.MaxValue);

    /// <summary>A line whose first word is one of these is a total, however wide it is.</summary>
    public ImmutableArray<string> Totals { get; init; } = [];

    /// <summary>The next record, good or bad; null at the end. Blank lines are passed over.</summary>
    public CsvRecord? Next()
    {
        while (Ahead(0) is { } first)
        {
            if (first.Fault is not null || !string.IsNullOrWhiteSpace(first.Text))
                return RecordAt(first);
            ahead.RemoveAt(0);
        }
        return null;
    }

    private CsvRecord RecordAt(PhysicalLine first)
    {
        var (record, lineCount) = Read(first);
        // A bad record of several lines was most likely joined by a stray quote: only its first line is lost.
        ahead.RemoveRange(0, record.Fault is null ? lineCount : 1);
        return record;
    }

    private (CsvRecord Record, int LineCount) Read(PhysicalLine first)
    {
        if (first.Fault is { } fault)
            return (CsvRecord.Bad(first.Number, fault), 1);
        if (Joined(first) is not { } joined)
            return (CsvRecord.Bad(first.Number, UnclosedQuote(first.Text)), 1);
        if (splitter.Split(joined.Text) is not { } cells)
            return (CsvRecord.Bad(first.Number, StrayQuote(first.Text)), 1);
        if (IsTotal(cells))
            return (new CsvRecord(first.Number, cells, null, true), joined.LineCount);
        if (cells.Length < Width.Least || cells.Length > Width.Most)
            return (CsvRecord.Bad(first.Number, WrongWidth(cells.Length)), 1);
        return (new CsvRecord(first.Number, cells, null, false), joined.LineCount);
    }

    private bool IsTotal(Cell[] cells)
    {
        if (Totals.IsEmpty)
            return false;
        var first = cells.Select(cell => cell.Text.Trim()).FirstOrDefault(text => text.Length > 0);
        return first is not null
            && Totals.Any(word => first.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The line, with those after it until every quote is closed; null if that takes too many or too long.</summary>
    private (string Text, int LineCount)? Joined(PhysicalLine first)
    {
        if (!splitter.SpansLines || !HasOddQuotes(first.Text))
            return (first.Text, 1);
        var (text, last) = (first.Text, first);
        for (var count = 1; count < MostLines && Ahead(count) is { Fault: null } next; count++)
        {
            text = text + last.Break + next.Text;
            if (text.Length > PhysicalLines.Longest)
                return null;
            if (HasOddQuotes(next.Text))
                return (text, count + 1);
            last = next;
        }
        return null;
    }

    private static bool HasOddQuotes(string text) => text.AsSpan().Count('"') % 2 == 1;

    private static string UnclosedQuote(string line) =>
        $"a quote opened near column {line.LastIndexOf('"') + 1} is not closed within {MostLines} lines";

    private static string StrayQuote(string line) =>
        $"a quote near column {line.IndexOf('"', StringComparison.Ordinal) + 1} stands inside a field; "
        + "quote the whole field and double the quotes within";

    private string WrongWidth(int found)
    {
        var expected =
            Width.Least == Width.Most ? $"{Width.Most}" : $"{Width.Least} to {Width.Most}";
        return $"columns: {found} found, {expected} expected";
    }

    private PhysicalLine? Ahead(int index)
    {
        while (ahead.Count <= index)
        {
            if (lines.Next() is not { } line)
                return null;
            ahead.Add(line);
        }
        return ahead[index];
    }
}

namespace Evenhand.Import;

/// <summary>
/// The records of a CSV file. A quoted field may hold line breaks; a quote that is never closed costs its own line
/// only, because reading resumes on the very next one.
/// </summary>
internal sealed class CsvRecords(PhysicalLines lines, char delimiter) : IDisposable
{
    private const int MostLines = 64;

    private readonly CsvSplitter _splitter = new(delimiter);
    private readonly List<PhysicalLine> _ahead = [];

    /// <summary>The numbers of fields a record may have; others are faults. Set when the header is known.</summary>
    public (int Least, int Most) Width { get; set; } = (1, int.MaxValue);

    /// <summary>The next record, good or bad; null at the end. Blank lines are passed over.</summary>
    public CsvRecord? Next()
    {
        while (Ahead(0) is { } first)
        {
            if (first.Fault is null && string.IsNullOrWhiteSpace(first.Text))
            {
                _ahead.RemoveAt(0);
            }
            else
            {
                return RecordAt(first);
            }
        }
        return null;
    }

    public void Dispose() => _splitter.Dispose();

    private CsvRecord RecordAt(PhysicalLine first)
    {
        var (record, lineCount) = Read(first);
        // A bad record of several lines was most likely joined by a stray quote: only its first line is lost.
        _ahead.RemoveRange(0, record.Fault is null ? lineCount : 1);
        return record;
    }

    private (CsvRecord Record, int LineCount) Read(PhysicalLine first)
    {
        if (first.Fault is { } fault)
        {
            return (CsvRecord.Bad(first.Number, fault), 1);
        }

        if (Joined(first) is not { } joined)
        {
            return (CsvRecord.Bad(first.Number, UnclosedQuote(first.Text)), 1);
        }

        if (_splitter.Split(joined.Text) is not { } fields)
        {
            return (CsvRecord.Bad(first.Number, StrayQuote(first.Text)), 1);
        }

        if (fields.Length < Width.Least || fields.Length > Width.Most)
        {
            return (CsvRecord.Bad(first.Number, WrongWidth(fields.Length)), 1);
        }

        return (new CsvRecord(first.Number, fields, null), joined.LineCount);
    }

    /// <summary>The line, with those after it until every quote is closed; null if that takes too many or too long.</summary>
    private (string Text, int LineCount)? Joined(PhysicalLine first)
    {
        var text = first.Text;
        var open = HasOddQuotes(text);
        var count = 1;
        while (open)
        {
            if (count == MostLines || Ahead(count) is not { Fault: null } next)
            {
                return null;
            }

            if (text.Length + next.Text.Length > PhysicalLines.Longest)
            {
                return null;
            }

            text = text + "\n" + next.Text;
            open ^= HasOddQuotes(next.Text);
            count++;
        }
        return (text, count);
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
        while (_ahead.Count <= index)
        {
            if (lines.Next() is not { } line)
            {
                return null;
            }

            _ahead.Add(line);
        }
        return _ahead[index];
    }
}

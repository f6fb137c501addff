using System.Globalization;
using Evenhand.Import.Files;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>
/// Turns the European Central Bank's table of euro reference rates (a date and a column for each currency; N/A where there
/// was none) into events, a day each, in the file's order.
/// </summary>
public static class FxRates
{
    private const string Source = "ecb-euro-reference-rates";

    /// <summary>The bank sets the rates in Frankfurt and publishes them at about this time on the same day.</summary>
    private static readonly LocalTime Usual = new(16, 0);

    private static readonly DateTimeZone Frankfurt = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>
    /// Imports tables. <paramref name="published"/>: when they were published, if that was later than usual, as a corrected
    /// table is; of two rates of a date the one published last holds.
    /// </summary>
    public static ImportSummary Import(ImportRun run, Instant? published)
    {
        ImportSummary summary = default;
        foreach (var file in run.Files)
        {
            using var table = PackedFile.Open(file.Open, file.Name);
            summary = Import(file.Name, table, run, published, summary);
        }
        return summary;
    }

    private static ImportSummary Import(
        string file,
        Stream table,
        ImportRun run,
        Instant? published,
        ImportSummary summary
    )
    {
        var lines = new EdgedLines(new PhysicalLines(TextEncoding.Utf8(table, "utf-8")), 0, 0);
        var records = new CsvRecords(lines, new CsvSplitter(','));
        if (Header(records, file, run) is not { } header)
            return summary with { Rejected = summary.Rejected + 1 };
        records.Width = (header.Length, header.Length);
        RowIds ids = new();
        using EventLine line = new();
        while (summary.Written < run.Limit && records.Next() is { } record)
        {
            string[] fields = [.. record.Cells.Select(cell => cell.Text.Trim())];
            if ((record.Fault ?? FaultOf(header, fields)) is { } fault)
            {
                run.Reject(new Rejection(file, record.Line, fault));
                summary = summary.WithRejection();
                continue;
            }
            summary = summary.WithEvent(Write(line, header, fields, ids, published));
            run.Write(line.End());
        }
        return summary;
    }

    private static string[]? Header(CsvRecords records, string file, ImportRun run)
    {
        var record = records.Next();
        string[] header = [.. (record?.Cells ?? []).Select(cell => cell.Text.Trim())];
        if (header is ["Date", _, ..] && header.Skip(1).All(IsCurrencyOrBlank))
            return header;
        run.Reject(
            new Rejection(
                file,
                record?.Line ?? 1,
                record?.Fault
                    ?? "the header is not `Date` and the codes of currencies, as in eurofxref-hist.csv"
            )
        );
        return null;
    }

    /// <summary>Each line of the bank's file ends with a comma, hence in an empty column.</summary>
    private static bool IsCurrencyOrBlank(string name) =>
        name.Length == 0 || (name.Length == 3 && name.All(char.IsAsciiLetterUpper));

    private static string? FaultOf(string[] header, string[] fields)
    {
        if (!DateOf(fields).Success)
            return $"'{fields[0]}' is not a date such as 2026-01-05";
        for (var i = 1; i < header.Length; i++)
            if (!IsNone(header[i], fields[i]) && Figures.Plain.Parse(fields[i]) is not > 0)
                return $"column `{header[i]}`: '{fields[i]}' is not a rate above zero, nor N/A";
        return null;
    }

    private static Instant Write(
        EventLine line,
        string[] header,
        string[] fields,
        RowIds ids,
        Instant? published
    )
    {
        var date = DateOf(fields).Value;
        var time = (date + Usual).InZoneLeniently(Frankfurt).ToInstant();
        var day = LocalDatePattern.Iso.Format(date);
        var later = published > time ? published : null;
        var identity = later is null ? fields : [.. fields, EventLine.Text(later.Value)];
        line.Begin($"{day}-{ids.Next(identity)}", Source, "fx.published", time, null, null);
        line.Text("base", "EUR");
        line.Text("date", day);
        if (later is not null)
            line.Text("published", EventLine.Text(later.Value));
        line.BeginObject("rates");
        for (var i = 1; i < header.Length; i++)
            if (!IsNone(header[i], fields[i]))
                line.Literal(
                    header[i],
                    Figures.Plain.Parse(fields[i])!.Value.ToString(CultureInfo.InvariantCulture)
                );
        line.EndObject();
        return time;
    }

    private static ParseResult<LocalDate> DateOf(string[] fields) =>
        LocalDatePattern.Iso.Parse(fields.FirstOrDefault(""));

    private static bool IsNone(string currency, string rate) =>
        currency.Length == 0 || rate is "" or "N/A";
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
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
    private static readonly LocalTime Published = new(16, 0);

    private static readonly DateTimeZone Frankfurt = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>The table itself: of a zip archive, its only CSV file. Throws <see cref="InvalidDataException"/> if there is none.</summary>
    public static Stream Open(Stream file, string name)
    {
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return file;
        }

        ZipArchive archive = new(file, ZipArchiveMode.Read);
        ZipArchiveEntry[] tables =
        [
            .. archive.Entries.Where(entry =>
                entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ),
        ];
        return tables is [var table]
            ? table.Open()
            : throw new InvalidDataException(
                $"the archive holds {tables.Length} CSV files, and one is needed"
            );
    }

    public static ImportSummary Import(ImportRun run)
    {
        using CsvRecords records = new(
            new PhysicalLines(run.Input, new UTF8Encoding(false, true)),
            ','
        );
        if (Header(records, run) is not { } header)
        {
            return default(ImportSummary) with { Rejected = 1 };
        }

        records.Width = (header.Length, header.Length);
        RowIds ids = new();
        using EventLine line = new();
        ImportSummary summary = default;
        while (summary.Written < run.Limit && records.Next() is { } record)
        {
            var fault = record.Fault ?? FaultOf(header, record.Fields);
            if (fault is not null)
            {
                run.Reject(new Rejection(run.File, record.Line, fault));
                summary = summary.WithRejection();
                continue;
            }
            summary = summary.WithEvent(Write(line, header, record.Fields, ids, run.Output));
        }
        return summary;
    }

    private static string[]? Header(CsvRecords records, ImportRun run)
    {
        var record = records.Next();
        string[] header = [.. (record?.Fields ?? []).Select(name => name.Trim())];
        if (header is ["Date", _, ..] && header.Skip(1).All(IsCurrencyOrBlank))
        {
            return header;
        }

        run.Reject(
            new Rejection(
                run.File,
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
        {
            return $"'{fields[0]}' is not a date such as 2026-01-05";
        }

        for (int i = 1; i < header.Length; i++)
        {
            if (!IsNone(header[i], fields[i]) && Quantities.Parse(fields[i].Trim()) is not > 0)
            {
                return $"column `{header[i]}`: '{fields[i]}' is not a rate above zero, nor N/A";
            }
        }
        return null;
    }

    private static Instant Write(
        EventLine line,
        string[] header,
        string[] fields,
        RowIds ids,
        Stream output
    )
    {
        var date = DateOf(fields).Value;
        var time = (date + Published).InZoneLeniently(Frankfurt).ToInstant();
        var day = LocalDatePattern.Iso.Format(date);
        line.Begin($"{day}-{ids.Next(fields)}", Source, "fx.published", time, subject: null);
        line.Text("base", "EUR");
        line.Text("date", day);
        line.BeginObject("rates");
        for (int i = 1; i < header.Length; i++)
        {
            if (!IsNone(header[i], fields[i]))
            {
                line.Literal(
                    header[i],
                    Quantities.Parse(fields[i].Trim())!.Value.ToString(CultureInfo.InvariantCulture)
                );
            }
        }
        line.EndObject();
        line.WriteTo(output);
        return time;
    }

    private static ParseResult<LocalDate> DateOf(string[] fields) =>
        LocalDatePattern.Iso.Parse(fields[0].Trim());

    private static bool IsNone(string currency, string rate) =>
        currency.Length == 0 || rate.Trim() is "" or "N/A";
}

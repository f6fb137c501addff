using System.Collections.Immutable;
using NodaTime;

namespace Evenhand.Import;

/// <summary>Turns the rows of a CSV file into events by a map, one after the other and in the file's order.</summary>
public static class CallRecords
{
    /// <summary>
    /// Imports one file. A bad row is rejected and the rest goes on; a header without the columns that the map needs is
    /// rejected and nothing is read.
    /// </summary>
    public static ImportSummary Import(ImportMap map, ImportRun run)
    {
        var shape = map.Rows.Shape;
        using CsvRecords records = new(
            new PhysicalLines(run.Input, shape.Encoding),
            shape.Delimiter
        );
        if (HeaderBinding.Bind(map.Rows, records, run) is not { } places)
        {
            return default(ImportSummary) with { Rejected = 1 };
        }

        using RowWriter writer = new(map, places);
        ImportSummary summary = default;
        while (summary.Written < run.Limit && records.Next() is { } record)
        {
            summary = writer.Write(record, run, summary);
            if (summary.RowsRead % ImportRun.RowsBetweenAdvances == 0)
            {
                run.Advance(summary);
            }
        }
        return summary;
    }
}

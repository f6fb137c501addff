using Evenhand.Import.Files;

namespace Evenhand.Import;

/// <summary>One reading of one file.</summary>
internal sealed class FilePass(ImportMap map, ImportRun run, Versions? versions)
{
    private readonly RowReader reader = new(map);
    private readonly RowIds keys = new();

    public ImportSummary Over(ImportFile file, ImportSummary summary)
    {
        using var stream = PackedFile.Open(file.Open, file.Name);
        void Reject(long line, string fault) => run.Reject(new Rejection(file.Name, line, fault));
        using var rows = RowSources.Open(map.Rows, stream, Reject);
        if (rows is null)
            return summary with { Rejected = summary.Rejected + 1 };
        using var writer = new EventWriter(map, run);
        while (summary.Written < run.Limit && rows.Next() is { } row)
        {
            summary = Take(row, rows, writer, file.Name, summary);
            if (summary.RowsRead % ImportRun.RowsBetweenAdvances == 0)
                run.Advance(summary);
        }
        return summary;
    }

    private ImportSummary Take(
        FileRow row,
        RowSource rows,
        EventWriter writer,
        string file,
        ImportSummary summary
    )
    {
        var outcome = reader.Read(row, out var said);
        if (outcome.Kind == ReadingKind.Bad)
        {
            run.Reject(new Rejection(file, row.Line, outcome.Content));
            return summary.WithRejection();
        }
        if (said is null)
        {
            run.Skip(new Omission(file, row.Line, outcome.Content));
            return summary.WithSkip();
        }
        if (said.Key is { } key && !versions!.IsLatest(keys.Of([key]), summary.RowsRead))
        {
            run.Skip(new Omission(file, row.Line, "a later version of the record follows"));
            return summary.WithReplacement();
        }
        writer.Write(said, reader, rows.Identity);
        return summary.WithEvent(said.Time);
    }
}

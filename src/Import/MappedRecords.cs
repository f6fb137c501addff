using Evenhand.Import.Files;

namespace Evenhand.Import;

/// <summary>Turns the records of files into events by a map, one after the other and in the files' order.</summary>
public static class MappedRecords
{
    /// <summary>
    /// Imports some files. A bad row is rejected and the rest goes on; of a table without the columns that the map needs
    /// nothing is read. Where the map names a key, the files are read twice: first to see which version of each record is
    /// the latest.
    /// </summary>
    public static ImportSummary Import(ImportMap map, ImportRun run)
    {
        var versions = map.HasKey ? Surveyed(map, run) : null;
        ImportSummary summary = default;
        foreach (var file in run.Files)
        {
            if (summary.Written >= run.Limit)
                break;
            var before = summary;
            summary = new FilePass(map, run, versions).Over(file, summary);
            var isVain =
                summary.RowsRead > before.RowsRead
                && summary.Written + summary.Replaced == before.Written + before.Replaced;
            summary = summary with { VainFiles = summary.VainFiles + (isVain ? 1 : 0) };
        }
        return summary;
    }

    private static Versions Surveyed(ImportMap map, ImportRun run)
    {
        var versions = new Versions();
        var ids = new RowIds();
        var reader = new RowReader(map);
        long ordinal = 0;
        foreach (var file in run.Files)
        {
            using var stream = PackedFile.Open(file.Open, file.Name);
            using var rows = RowSources.Open(map.Rows, stream, static (_, _) => { });
            for (; rows?.Next() is { } row; ordinal++)
            {
                // What gives no event replaces none: a bad row costs itself only, a skipped one is of no concern to the map.
                _ = reader.Read(row, out var said);
                if (said?.Key is { } key)
                    versions.Add(ids.Of([key]), ordinal, said.Version);
            }
        }
        return versions;
    }
}

using System.Collections.Immutable;
using Evenhand.Import;
using Evenhand.Notation;

namespace Evenhand.Cli;

/// <summary>Shows what an import would do: the first events as they would be written, and what would be left out and why.</summary>
internal sealed class DryRun(Stream output, TextWriter errors)
{
    /// <summary>Events that are shown unless a limit says otherwise.</summary>
    private const int Shown = 10;

    /// <summary>Rejected rows that are named.</summary>
    private const int MostRejections = 20;

    private readonly Omissions omissions = new();
    private long shown;
    private long rejected;

    public int Show(
        ImmutableArray<ImportFile> files,
        Func<ImportRun, ImportSummary> import,
        long? limit
    )
    {
        var summary = import(
            new ImportRun(files, line => Event(line, limit ?? Shown))
            {
                Reject = Rejected,
                Skip = omissions.Add,
            }
        );
        output.Flush();
        if (rejected > MostRejections)
            errors.WriteLine($"  and {Counted.Of(rejected - MostRejections)} more rejected");
        errors.WriteLine(
            $"import: a dry run, nothing was written: of {Counted.Of(summary.RowsRead, "row")} {Counted.Of(summary.Written)} would be {Counted.Word(summary.Written, "an event", "events")}, "
                + $"{Counted.Of(summary.Skipped)} skipped, {Counted.Of(summary.Replaced)} replaced by later versions, {Counted.Of(summary.Rejected)} rejected"
        );
        omissions.Write(errors);
        return summary is { Rejected: 0, VainFiles: 0 } ? 0 : 2;
    }

    private void Event(ReadOnlySpan<byte> line, long most)
    {
        if (shown++ < most)
            output.Write(line);
    }

    private void Rejected(Rejection rejection)
    {
        if (rejected++ < MostRejections)
            errors.WriteLine(rejection);
    }
}

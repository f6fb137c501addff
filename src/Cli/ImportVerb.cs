using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Import;
using Evenhand.Notation;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Cli;

/// <summary>Runs one import: events to the output, everything else to <c>errors</c>.</summary>
public sealed class ImportVerb(ImportArguments arguments, TextWriter errors, ProgressLine progress)
{
    private const int BadInput = 2;

    private Stream? reading;

    /// <summary>The exit status: 0, 1 if the output cannot be written, 2 if anything in the input was bad.</summary>
    public int Run(Stream output)
    {
        try
        {
            return Refusal() is { } reason ? Refuse(reason)
                : arguments.Map is { } map ? ImportRecords(map, output)
                : ImportRates(output);
        }
        catch (Exception error) when (error is UnreadableFileException or InvalidDataException)
        {
            progress.Clear();
            return Refuse(error.Message);
        }
        catch (IOException error)
        {
            progress.Clear();
            errors.WriteLine($"evenhand import: {error.Message}");
            return 1;
        }
    }

    /// <summary>What in the arguments does not go together; null if all does.</summary>
    private string? Refusal() =>
        arguments switch
        {
            { Limit: < 0 } => "--limit is a number of events, 0 or more",
            { Fx.Count: > 0 }
            and (
                { Map: not null }
                or { Files.Count: > 0 }
                or { Shift: not null }
                or { Account: not null }
                or { Source: not null }
                or { AsCorrection: not null }
            ) => "--fx FILE goes alone: rates have no map, account, source, shift or correction",
            { Fx.Count: 0, Map: null } =>
                "a mapping file is needed: --map MAP.yaml FILE, or --fx FILE for rates",
            { Fx.Count: 0, Files.Count: 0 } => "the file to import is missing",
            { Fx.Count: 0, Published: not null } => "--published goes with --fx",
            { AsCorrection: null, Round: not null } => "--round goes with --as-correction",
            { Round: < 1 } => "--round counts from 1",
            { AsCorrection: { } reason } when string.IsNullOrWhiteSpace(reason) =>
                "--as-correction needs a reason",
            { Shift: { } shift } when Shift.Parse(shift) is null =>
                $"--shift is '{shift}'; {Shift.Expected}",
            _ => null,
        };

    private int Refuse(string reason)
    {
        errors.WriteLine($"evenhand import: {reason}");
        return BadInput;
    }

    private int ImportRecords(string mapFile, Stream output)
    {
        if (MapOf(mapFile) is not { } map)
            return BadInput;
        if (arguments.AsCorrection is not null && !map.HasKey)
            return Refuse(
                $"{mapFile} does not say by what a record is known, so that none can be corrected; say `id: [COLUMN]`"
            );
        var shifted =
            map.ShiftDays == 0
                ? ""
                : $"; shifted by {Shift.Describe(map.ShiftDays)}, the times are not those recorded";
        return Import(
            Files(arguments.Files),
            output,
            run => MappedRecords.Import(map, run),
            shifted
        );
    }

    private int ImportRates(Stream output)
    {
        Instant? published = null;
        if (arguments.Published is { } text)
        {
            if (OffsetDateTimePattern.Rfc3339.Parse(text) is not { Success: true } parsed)
                return Refuse($"--published is '{text}'; a time is written 2026-01-06T09:00:00Z");
            published = parsed.Value.ToInstant();
        }
        return Import(Files(arguments.Fx), output, run => FxRates.Import(run, published), "");
    }

    private ImmutableArray<ImportFile> Files(IEnumerable<string> names) =>
        [
            .. names
                .SelectMany(InputFile.Matching)
                .Select(name => new ImportFile(name, () => reading = InputFile.Open(name))),
        ];

    private ImportMap? MapOf(string file)
    {
        var map = MapReader.Read(InputFile.Text(file), file, out ImmutableArray<Problem> problems);
        foreach (var problem in problems)
            errors.WriteLine(problem);
        if (map is null)
            return null;
        var days = arguments.Shift is { } given ? Shift.Parse(given)!.Value : map.ShiftDays;
        var overridden = map with { ShiftDays = days, Source = arguments.Source ?? map.Source };
        return arguments.Account is { } account ? overridden.ForAccount(account) : overridden;
    }

    /// <summary>Strict takes a pass over the files first that only looks for bad rows, so that nothing has to be held back.</summary>
    private int Import(
        ImmutableArray<ImportFile> files,
        Stream output,
        Func<ImportRun, ImportSummary> import,
        string remark
    )
    {
        if (arguments.DryRun)
            return new DryRun(output, errors).Show(files, import, arguments.Limit);
        BufferedStream buffered = new(output, 1 << 16);
        var omissions = new Omissions();
        if (arguments.Strict)
        {
            var first = Pass(new ImportRun(files, static _ => { }), errors.WriteLine, null, import);
            if (first.Rejected > 0)
            {
                errors.WriteLine(
                    $"import: nothing written, because of --strict: {Counted.Of(first.Rejected, "row")} rejected of {Counted.Of(first.RowsRead)}"
                );
                return BadInput;
            }
        }
        Action<string> report = arguments.Strict ? static _ => { } : errors.WriteLine;
        var summary = Pass(new ImportRun(files, buffered.Write), report, omissions, import);
        buffered.Flush();
        errors.WriteLine("import: " + Describe(summary) + remark);
        return Judged(summary, files, omissions);
    }

    private int Judged(ImportSummary summary, ImmutableArray<ImportFile> files, Omissions omissions)
    {
        if (summary.VainFiles > 0)
        {
            errors.WriteLine(
                files.Length == 1
                    ? $"import: nothing of {files[0].Name} was used; is it the right map?"
                    : $"import: of {Counted.Of(summary.VainFiles)} of the {Counted.Of(files.Length, "file")} nothing was used; is it the right map?"
            );
            omissions.Write(errors);
        }
        return summary is { Rejected: 0, VainFiles: 0 } ? 0 : BadInput;
    }

    private ImportSummary Pass(
        ImportRun run,
        Action<string> report,
        Omissions? omissions,
        Func<ImportRun, ImportSummary> import
    )
    {
        var summary = import(
            run with
            {
                Limit = arguments.Limit ?? long.MaxValue,
                Correction = arguments.AsCorrection is { } reason
                    ? new Correction(reason, arguments.Round ?? 1)
                    : null,
                Reject = rejection =>
                {
                    progress.Clear();
                    report(rejection.ToString());
                },
                Skip = omission => omissions?.Add(omission),
                Advance = sofar =>
                    progress.Show(() =>
                        $"import: {Counted.Of(sofar.RowsRead, "row")}, {Portion()}"
                    ),
            }
        );
        progress.Clear();
        return summary;
    }

    private string Portion() =>
        reading is FileStream { CanSeek: true, Length: > 0 } file
            ? $"{file.Position * 100 / file.Length} % of {Path.GetFileName(file.Name)}"
            : "so far";

    private static string Describe(ImportSummary summary)
    {
        var skipped = summary.Skipped > 0 ? $", {Counted.Of(summary.Skipped)} skipped" : "";
        var replaced =
            summary.Replaced > 0
                ? $", {Counted.Of(summary.Replaced)} replaced by later versions"
                : "";
        var span = summary is { First: { } first, Last: { } last }
            ? $"; from {Time(first)} to {Time(last)}"
            : "";
        return $"{Counted.Of(summary.RowsRead, "row")} read, {Counted.Of(summary.Written, "event")} written{skipped}{replaced}, {Counted.Of(summary.Rejected)} rejected{span}";
    }

    private static string Time(Instant instant) => InstantPattern.General.Format(instant);
}

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

    /// <summary>The exit status: 0, 1 if the output cannot be written, 2 if anything in the input was bad.</summary>
    public int Run(Stream output)
    {
        try
        {
            return arguments switch
            {
                { Limit: < 0 } => Refuse("--limit is a number of events, 0 or more"),
                { Fx: { } fx, Map: null, File: null, Shift: null, Account: null, Source: null } =>
                    ImportRates(fx, output),
                { Fx: null, Map: { } map, File: { } file } => ImportRecords(map, file, output),
                { Fx: not null } => Refuse(
                    "--fx FILE goes alone: rates have no map, account, source or shift"
                ),
                { Map: null } => Refuse(
                    "a mapping file is needed: --map MAP.yaml FILE, or --fx FILE for rates"
                ),
                _ => Refuse("the CSV file to import is missing"),
            };
        }
        catch (UnreadableFileException error)
        {
            return Refuse(error.Message);
        }
        catch (InvalidDataException error)
        {
            return Refuse(error.Message);
        }
        catch (IOException error)
        {
            errors.WriteLine($"evenhand import: {error.Message}");
            return 1;
        }
    }

    private int Refuse(string reason)
    {
        errors.WriteLine($"evenhand import: {reason}");
        return BadInput;
    }

    private int ImportRecords(string mapFile, string file, Stream output)
    {
        if (MapOf(mapFile) is not { } map)
        {
            return BadInput;
        }

        var shifted =
            map.ShiftDays == 0
                ? ""
                : $"; shifted by {Shift.Describe(map.ShiftDays)}, the times are not those recorded";
        return Import(file, output, run => CallRecords.Import(map, run), shifted);
    }

    private int ImportRates(string file, Stream output) =>
        Import(file, output, FxRates.Import, remark: "");

    private ImportMap? MapOf(string file)
    {
        var map = MapReader.Read(InputFile.Text(file), file, out ImmutableArray<Problem> problems);
        foreach (Problem problem in problems)
        {
            errors.WriteLine(problem);
        }

        if (arguments.Shift is { } shift && Shift.Parse(shift) is null)
        {
            Refuse($"--shift is '{shift}'; {Shift.Expected}");
            return null;
        }
        if (map is null)
        {
            return null;
        }

        var days = arguments.Shift is { } given ? Shift.Parse(given)!.Value : map.ShiftDays;
        var overridden = map with { ShiftDays = days, Source = arguments.Source ?? map.Source };
        return arguments.Account is { } account ? overridden.ForAccount(account) : overridden;
    }

    /// <summary>Strict takes two passes over the file: the first only looks for bad rows, so that nothing has to be held back.</summary>
    private int Import(
        string file,
        Stream output,
        Func<ImportRun, ImportSummary> import,
        string remark
    )
    {
        ImportSummary summary = Pass(
            file,
            arguments.Strict ? Stream.Null : output,
            import,
            errors.WriteLine
        );
        if (arguments.Strict && summary.Rejected > 0)
        {
            errors.WriteLine(
                $"import: nothing written, because of --strict: {Count(summary.Rejected)} rows rejected of {Count(summary.RowsRead)}"
            );
            return BadInput;
        }
        if (arguments.Strict)
        {
            summary = Pass(file, output, import, _ => { });
        }

        errors.WriteLine("import: " + Describe(summary) + remark);
        return summary.Rejected > 0 ? BadInput : 0;
    }

    private ImportSummary Pass(
        string file,
        Stream output,
        Func<ImportRun, ImportSummary> import,
        Action<string> report
    )
    {
        using Stream input = InputFile.Open(file);
        using Stream table = InputFile.Table(input, file);
        BufferedStream buffered = new(output, 1 << 16);
        ImportSummary summary = import(
            new ImportRun(file, table, buffered)
            {
                Limit = arguments.Limit ?? long.MaxValue,
                Reject = rejection =>
                {
                    progress.Clear();
                    report(rejection.ToString());
                },
                Advance = sofar =>
                    progress.Show(() => $"import: {Count(sofar.RowsRead)} rows, {Portion(input)}"),
            }
        );
        progress.Clear();
        buffered.Flush();
        return summary;
    }

    private static string Portion(Stream input) =>
        input.CanSeek && input.Length > 0 ? $"{input.Position * 100 / input.Length} %" : "so far";

    private static string Describe(ImportSummary summary)
    {
        var skipped = summary.Skipped > 0 ? $", {Count(summary.Skipped)} skipped" : "";
        var span = summary is { First: { } first, Last: { } last }
            ? $"; from {Time(first)} to {Time(last)}"
            : "";
        return $"{Count(summary.RowsRead)} rows read, {Count(summary.Written)} events written{skipped}, {Count(summary.Rejected)} rejected{span}";
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(Instant instant) => InstantPattern.General.Format(instant);
}

using System.CommandLine;

namespace Evenhand.Cli;

/// <summary><c>evenhand import</c>: call records and exchange rates become a stream of events.</summary>
public static class ImportCommand
{
    private const string Description = """
        Turn other programs' records (tables, logs, JSON; also packed with gzip) into events, by a small mapping file.

        Events go to standard output, one a line, in the order of the files. A row that cannot be one is reported on
        standard error as FILE:LINE: reason and left out; the exit status is then 2, and so it is if nothing of a file
        was used. Importing a file twice gives the same events with the same ids, so it counts once.

        Examples:
          evenhand import --dry-run --map maps/twilio-calls.yaml calls.csv
          evenhand import --map maps/np-telco.yaml samples/np-telco/calls.csv > calls.ndjson
          evenhand import --map maps/asterisk.yaml --account acme --strict Master.csv | evenhand replay
          evenhand import --map my.yaml --shift "52 weeks" --limit 5 logs/*.csv.gz
          evenhand import --map my.yaml --as-correction "prices came later" calls.csv
          evenhand import --fx samples/fx/eurofxref-cut.csv > rates.ndjson

        The mapping file is described in docs/IMPORT.md; maps/ has some to start from.
        """;

    public static Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "The files with the records; * and ? stand for parts of names",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> map = new("--map")
        {
            Description = "The mapping file",
            HelpName = "MAP.yaml",
        };
        Option<string[]> fx = new("--fx")
        {
            Description =
                "Instead of call records: the ECB's table of reference rates, as CSV or zip",
            HelpName = "FILE",
        };
        Option<string?> published = new("--published")
        {
            Description =
                "With --fx: when a corrected table was published, such as 2026-01-06T09:00:00Z",
            HelpName = "TIME",
        };
        Option<bool> dryRun = new("--dry-run")
        {
            Description =
                "Show the first rows as events, and why others are left out; write nothing",
        };
        Option<string?> asCorrection = new("--as-correction")
        {
            Description = "The records replace what was imported of them before, for this reason",
            HelpName = "REASON",
        };
        Option<int?> round = new("--round")
        {
            Description =
                "With --as-correction: the how many-th correction of these records it is (1)",
            HelpName = "N",
        };
        Option<bool> strict = new("--strict") { Description = "Write nothing if any row is bad" };
        Option<long?> limit = new("--limit")
        {
            Description = "Stop after so many events",
            HelpName = "N",
            CustomParser = result =>
            {
                if (long.TryParse(result.Tokens[0].Value, out var count) && count >= 0)
                {
                    return count;
                }
                result.AddError("--limit is a number of events, 0 or more");
                return null;
            },
        };
        Option<string?> shift = new("--shift")
        {
            Description = "Shift all times, such as \"52 weeks\"; overrides the map",
            HelpName = "SPAN",
        };
        Option<string?> account = new("--account")
        {
            Description = "The account of all events; overrides the map",
            HelpName = "NAME",
        };
        Option<string?> source = new("--source")
        {
            Description = "The source of all events; overrides the map",
            HelpName = "NAME",
        };
        Command command = new("import", Description)
        {
            files,
            map,
            fx,
            published,
            dryRun,
            strict,
            limit,
            shift,
            account,
            source,
            asCorrection,
            round,
        };
        command.SetAction(parsed =>
        {
            ImportArguments arguments = new()
            {
                Files = parsed.GetValue(files) ?? [],
                Map = parsed.GetValue(map),
                Fx = parsed.GetValue(fx) ?? [],
                Published = parsed.GetValue(published),
                DryRun = parsed.GetValue(dryRun),
                AsCorrection = parsed.GetValue(asCorrection),
                Round = parsed.GetValue(round),
                Strict = parsed.GetValue(strict),
                Limit = parsed.GetValue(limit),
                Shift = parsed.GetValue(shift),
                Account = parsed.GetValue(account),
                Source = parsed.GetValue(source),
            };
            using Stream output = Console.OpenStandardOutput();
            return new ImportVerb(arguments, Console.Error, ProgressLine.OnTerminal()).Run(output);
        });
        return command;
    }
}

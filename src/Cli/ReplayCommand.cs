using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Evenhand.Cli.Replaying;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Replay.Output;
using Spectre.Console;

namespace Evenhand.Cli;

/// <summary><c>evenhand replay</c>: what events come to under published policies.</summary>
public static class ReplayCommand
{
    private const string Help = """
        Replays CloudEvents (one JSON object a line) under the published policies and writes decisions, notices,
        cases, statements and wallets, one JSON object a line, in the order of time.

        The result depends only on the set of the events: order and repeats in the input change nothing. Lines that
        are no events are named on standard error, and the rest goes on; the exit status is then 2.

        Examples:
          evenhand replay events.ndjson
          evenhand replay --until 2026-02-01T00:00:00Z january.ndjson late.ndjson --format table
          evenhand sample --policy all --accounts 8 | evenhand replay | jq 'select(.kind == "case")'
        """;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Files of events; none, or -, for standard input.",
    };
    private static readonly Option<DirectoryInfo?> Policies = new("--policies")
    {
        Description =
            "The folder of policies and their catalogue. Default: policies here or in a folder above.",
        HelpName = "DIR",
    };
    private static readonly Option<Moment?> Until = new("--until")
    {
        Description =
            "Ignore events at or after this instant, and end there. Default: just after the last event.",
        HelpName = "TIME",
        CustomParser = Instant,
    };
    private static readonly Option<string> Format = new("--format")
    {
        Description =
            "table for people, ndjson for programs. Default: table on a terminal, else ndjson.",
        HelpName = "table|ndjson",
    };
    private static readonly Option<FileInfo?> ReportTo = new("--report")
    {
        Description = "Write what was rejected or matched nothing as records, one a line.",
        HelpName = "FILE",
    };
    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Write no result if anything was rejected.",
    };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "ndjson");
        Files.Validators.Add(RefuseOptions);
        var command = new Command("replay", Help)
        {
            Files,
            Policies,
            Until,
            Format,
            ReportTo,
            Strict,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>A misspelt option would else be looked for as a file.</summary>
    private static void RefuseOptions(ArgumentResult files)
    {
        foreach (var token in files.Tokens)
            if (token.Value.StartsWith("--", StringComparison.Ordinal) && !File.Exists(token.Value))
                files.AddError($"{token.Value} is no option of replay; see evenhand replay --help");
    }

    private static Moment? Instant(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (text.Length == 10)
            text += "T00:00:00Z";
        if (Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var moment))
            return moment;
        argument.AddError(
            $"--until {argument.Tokens[0].Value} is no instant such as 2026-02-01T00:00:00Z, nor a date"
        );
        return null;
    }

    private static int Run(ParseResult parsed)
    {
        var verb = new ReplayVerb(
            new ReplayArguments
            {
                Files = parsed.GetValue(Files) is { Length: > 0 } named ? named : ["-"],
                Policies = parsed.GetValue(Policies),
                Until = parsed.GetValue(Until),
                Report = parsed.GetValue(ReportTo),
                Strict = parsed.GetValue(Strict),
            },
            Console.Error
        );
        var asTable = parsed.GetValue(Format) is { } format
            ? format == "table"
            : !Console.IsOutputRedirected;
        if (!asTable)
            EffectJson.Prepare();
        return verb.Run(asTable ? ShowTable : WriteLines);
    }

    private static void ShowTable(IReadOnlyList<Effect> effects) =>
        ReplayTable.Write(effects, OutputConsole());

    private static void WriteLines(IReadOnlyList<Effect> effects)
    {
        using var output = Console.OpenStandardOutput();
        EffectJson.Write(effects, output);
    }

    /// <summary>Colours are for terminals; files and pipes get plain text.</summary>
    private static IAnsiConsole OutputConsole() =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            }
        );
}

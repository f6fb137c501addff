using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Evenhand.Cli.Backtesting;
using Evenhand.Cli.Ledger;
using Evenhand.Cli.Reading;
using Evenhand.Cli.Replaying;
using Evenhand.Client;
using Evenhand.Core.Time;
using Evenhand.Node.Amending;
using Evenhand.Node.Refusals;
using Evenhand.Notation;

namespace Evenhand.Cli;

/// <summary><c>evenhand backtest</c>: a draft on the stored cycles of all accounts.</summary>
public static class BacktestCommand
{
    private const string Help = """
        Tries a draft of a policy on the last ended cycles of all accounts: who would have paid more or less, and whose acts
        would have been stopped or let through, by clause. Steps, exceptions and decisions are taken as they were. It reads
        a data folder, also beside the server that runs on it, and changes nothing there; with --server a server does it, and names
        the 200 accounts for which most would be otherwise.

        With --resume what is found is kept in a file, account by account: a run that was stopped, by Ctrl-C too, goes on
        from it under the same name. Exit status: 0; 1 when it was stopped; 2 when the draft is no good.

        Examples:
          evenhand backtest policies/drafts/acme-2.md
          evenhand backtest acme-2.md --data /var/lib/evenhand --months 12 --resume acme-2.found
          evenhand backtest acme-2.md --format csv > acme-2.csv
          evenhand backtest acme-2.md --chart acme-2.svg
          EVENHAND_KEY=… evenhand backtest acme-2.md --server https://usage.example.com
        """;

    private const int MostMonths = 120;

    private static readonly Argument<string> Draft = new("DRAFT") { Description = "The draft." };
    private static readonly Option<int> Months = new("--months")
    {
        Description = "On how many of the last ended cycles. Default: 3",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };
    private static readonly Option<string> Format = new("--format")
    {
        Description = "table, json or csv.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "table",
    };
    private static readonly Option<FileInfo?> Chart = new("--chart")
    {
        Description = "A picture of it too: an SVG file.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Keep what is found in this file, and go on from it.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Until = Moments.Option(
        "--until",
        "On cycles that have ended by an instant or a day, as the ledger is now. Default: now."
    );
    private static readonly Option<string?> Policies = new("--policies")
    {
        Description =
            "The folder of policies, for the catalogue that a data folder is read by. EVENHAND_POLICIES. Default: policies here or in a folder above",
        HelpName = "DIR",
    };
    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Have the server at this address try it, instead of reading a data folder.",
        HelpName = "URL",
    };
    private static readonly Option<string?> Key = new("--key")
    {
        Description =
            "The key to show the server, of the role operator; better in EVENHAND_KEY, where no list of processes shows it.",
        HelpName = "TEXT",
    };
    private static readonly LedgerOptions Place = new();

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json", "csv");
        var command = new Command("backtest", Help)
        {
            Draft,
            Months,
            Until,
            Format,
            Chart,
            Resume,
            Policies,
            Server,
            Key,
        };
        Place.AddTo(command);
        command.Validators.Add(result =>
        {
            if (
                result.GetResult(Months) is { Implicit: false }
                && result.GetValue(Months) is < 1 or > MostMonths
            )
                result.AddError($"--months is a number from 1 to {MostMonths}");
            var isOfServer = result.GetResult(Server) is { Implicit: false };
            foreach (var option in new Option[] { Resume, Until, Policies })
                if (isOfServer && result.GetResult(option) is { Implicit: false })
                    result.AddError($"{option.Name} is for a data folder, and --server names none");
        });
        command.SetAction(
            (parsed, _) =>
                parsed.GetValue(Server) is { } server
                    ? RunAsync(parsed, server)
                    : Task.FromResult(DataFolder.Try(() => Run(parsed)))
        );
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        try
        {
            using var reads = Open(parsed);
            return Run(parsed, reads);
        }
        catch (UnreadableFileException unreadable)
        {
            return Hindrance.Tell(new ReadRefusedException(unreadable.Message));
        }
        catch (RequestException unfit) when (unfit.Problems.Count > 0)
        {
            return Hindrance.Tell(
                new ReadRefusedException("the draft does not pass the check")
                {
                    Problems = [.. unfit.Problems.Select(problem => problem.Message)],
                }
            );
        }
        catch (Exception error) when (new Hindrance(null).Of(error) is { } told)
        {
            return Hindrance.Tell(told);
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, string server)
    {
        try
        {
            using var client = new EvenhandClient(
                new EvenhandOptions
                {
                    Address = Uri.TryCreate(server, UriKind.Absolute, out var address)
                        ? address
                        : throw new ReadRefusedException($"{server} is no address"),
                    Key =
                        parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable("EVENHAND_KEY"),
                }
            );
            var text = TextOf(parsed.GetRequiredValue(Draft));
            var report = await new ServerBacktest(client).RunAsync(text, parsed.GetValue(Months));
            if (report is null)
                throw new ReadRefusedException("stopped before the end", ExitStatus.Failed);
            Show(parsed, report);
            return ExitStatus.Ok;
        }
        catch (UnreadableFileException unreadable)
        {
            return Hindrance.Tell(new ReadRefusedException(unreadable.Message));
        }
        catch (Exception error) when (new Hindrance(server).Of(error) is { } told)
        {
            return Hindrance.Tell(told);
        }
    }

    private static FolderReads Open(ParseResult parsed)
    {
        var ledger = Place.Of(parsed);
        if (!ledger.Exists)
            throw new ReadRefusedException(
                $"{ledger} holds no ledger; name a data folder with --data"
            );
        var named =
            parsed.GetValue(Policies) ?? Environment.GetEnvironmentVariable("EVENHAND_POLICIES");
        return FolderReads.Open(
            ledger,
            Place.Folder(parsed),
            PolicyPlace.Find(named is { Length: > 0 } ? named : null)
                ?? throw new ReadRefusedException(
                    "there is no folder of policies here, whose catalogue says what the events of the data folder mean; name one with --policies"
                ),
            Console.Error
        );
    }

    private static int Run(ParseResult parsed, FolderReads reads)
    {
        var (file, months) = (parsed.GetRequiredValue(Draft), parsed.GetValue(Months));
        var text = TextOf(file);
        Backtester Tester(Moment? now) => reads.Onlooker.Backtest(file, text, months, now);
        var first = Tester(Moments.Read(parsed.GetValue(Until)));
        using var kept = parsed.GetValue(Resume) is { } path
            ? BacktestFile.Open(path, new BacktestHead(first.Version.Hash, months, first.Now.Ticks))
            : BacktestFile.None;
        var tester = kept.Now is { } now ? Tester(now) : first;
        var run = new BacktestRun(reads.Onlooker, tester, kept);
        if (!RunUntilStopped(run))
            return Stopped(run, parsed.GetValue(Resume));
        foreach (var name in run.LeftOut)
            Console.Error.WriteLine(
                Printable.Line(
                    $"{name}: no number holds its totals under the draft; it is left out"
                )
            );
        var report = BacktestReport.Of(
            tester.Version.Name,
            tester.Version.Version,
            months,
            run.Found
        );
        Show(parsed, report);
        return ExitStatus.Ok;
    }

    private static void Show(ParseResult parsed, BacktestReport report)
    {
        Write(report, parsed.GetValue(Format)!);
        if (parsed.GetValue(Chart) is { } chart)
            using (var picture = new StreamWriter(OutputFile.Open(chart)))
                picture.Write(BacktestChart.Of(report));
    }

    private static bool RunUntilStopped(BacktestRun run)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var progress = ProgressLine.OnTerminal();
        var isWhole = run.Run(progress, stop.Token);
        progress.Clear();
        return isWhole;
    }

    private static int Stopped(BacktestRun run, string? resume)
    {
        var done = Counted.Of(run.Found.Count, "account");
        Console.Error.WriteLine(
            Printable.Line(
                resume is null
                    ? $"evenhand: stopped after {done}; nothing was kept, as --resume names no file"
                    : $"evenhand: stopped after {done}; the same line goes on from {resume}"
            )
        );
        return ExitStatus.Failed;
    }

    private static string TextOf(string file)
    {
        using var reader = new StreamReader(InputFile.Open(file));
        return reader.ReadToEnd();
    }

    private static void Write(BacktestReport report, string format)
    {
        if (format == "json")
            Console.Out.WriteLine(
                JsonSerializer.Serialize(report, BacktestJson.Default.BacktestReport)
            );
        else if (format == "csv")
            BacktestCsv.Write(report, Console.Out);
        else
            BacktestTable.Write(report, Screen.Open());
    }
}

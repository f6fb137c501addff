using System.CommandLine;
using System.Text.Json;
using Evenhand.Cli.Ledger;
using Evenhand.Ledger;
using Evenhand.Node.Clock;
using Evenhand.Replay.Output;

namespace Evenhand.Cli;

/// <summary><c>evenhand clock</c>: whether the machine's clock is to be believed.</summary>
public static class ClockCommand
{
    private const string Help = """
        Shows how the machine's clock stands to the ledger of a data folder. A server does not follow a clock that jumps, and
        states nothing until it is back; "confirm" says that it is right as it is. Both work beside a running server.

        Examples:
          evenhand clock --data /var/lib/evenhand
          evenhand clock confirm --data /var/lib/evenhand
        """;

    private static readonly LedgerOptions Place = new();
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One object, for programs.",
    };

    /// <summary>The command with its subcommand.</summary>
    public static Command Create()
    {
        var command = new Command("clock", Help) { Json, Confirm() };
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(Place.Of(parsed), ledger => Show(ledger, parsed.GetValue(Json)))
        );
        return command;
    }

    private static Command Confirm()
    {
        var command = new Command(
            "confirm",
            "Say that the machine's clock is right as it is now: what waits for it goes on."
        )
        { };
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                Place.Of(parsed),
                ledger =>
                {
                    LedgerClock.Confirm(ledger, MachineTime.Instance);
                    var now = MachineTime.Instance.GetUtcNow();
                    Console.Error.WriteLine(
                        $"{now:yyyy-MM-dd'T'HH:mm:ss'Z'} is confirmed; a server that runs goes on by it within a second"
                    );
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }

    private static Task Show(ILedger ledger, bool json)
    {
        var report = LedgerClock.Report(ledger, MachineTime.Instance);
        if (json)
            Console.Out.WriteLine(Line(report));
        else
            foreach (var line in Rows(report))
                Console.Out.WriteLine(Printable.Line(line));
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Rows(ClockReport report)
    {
        yield return $"machine's clock      {Instants.Text(report.AtStart.Wall)}";
        yield return $"ledger last written  {(report.LastWritten is { } last ? Instants.Text(last) : "never")}";
        if (report.Why.Length == 0)
            yield return "followed             yes";
        else
        {
            yield return $"followed             no: {report.Why}";
            yield return "Set the clock right, or say that it is: evenhand clock confirm";
        }
    }

    private static string Line(ClockReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("clock", Instants.Text(report.AtStart.Wall));
            json.WriteString(
                "last_written",
                report.LastWritten is { } last ? Instants.Text(last) : null
            );
            json.WriteBoolean("followed", report.Why.Length == 0);
            json.WriteString("why", report.Why.Length == 0 ? null : report.Why);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}

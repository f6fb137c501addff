using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Notation;
using Evenhand.Wire;
using Spectre.Console;

namespace Evenhand.Cli;

/// <summary><c>evenhand usage</c>: what an account used, window by window.</summary>
public static class UsageCommand
{
    private const string Help = $"""
        Shows what an account used, by meter and window; of the present cycle until now, unless --from and --to say
        otherwise. {ReadCommand.Places}

        Examples:
          evenhand usage acme
          evenhand usage acme --meter calls --window hour --from 2026-01-31
          evenhand usage acme --window month --from 2025-01-01 --json
        """;

    private static readonly Argument<string> Account = new("ACCOUNT")
    {
        Description = "The account's id.",
    };
    private static readonly Option<string?> Meter = new("--meter")
    {
        Description = "Of one meter.",
        HelpName = "METER",
    };
    private static readonly Option<string> Window = new("--window")
    {
        Description = "hour, day or month, in the account's zone.",
        HelpName = "WINDOW",
        DefaultValueFactory = _ => "day",
    };
    private static readonly Option<string?> From = Moments.Option(
        "--from",
        "From an instant or a day on."
    );
    private static readonly Option<string?> To = Moments.Option(
        "--to",
        "Before an instant or a day."
    );

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Window.AcceptOnlyFromAmong([.. Enum.GetValues<UsageWindow>().Select(Shown.Word)]);
        var reading = new ReadCommand();
        var command = new Command("usage", Help) { Account, Meter, Window, From, To };
        command.Validators.Add(result =>
        {
            if (
                Moments.Of(result.GetValue(From)) is { } from
                && Moments.Of(result.GetValue(To)) is { } to
                && to <= from
            )
                result.AddError("--from should be before --to");
        });
        reading.AddTo(command);
        command.SetAction(
            (parsed, _) =>
            {
                var filter = new UsageFilter(
                    parsed.GetValue(Account)!,
                    Moments.Of(parsed.GetValue(From)),
                    Moments.Of(parsed.GetValue(To)),
                    Enum.Parse<UsageWindow>(parsed.GetValue(Window)!, ignoreCase: true),
                    parsed.GetValue(Meter)
                );
                var asJson = parsed.GetValue(reading.Json);
                return reading.RunAsync(
                    parsed,
                    filter.Account,
                    reads => ShowAsync(reads, filter, asJson)
                );
            }
        );
        return command;
    }

    private static async Task<string> NothingAsync(IReads reads, UsageFilter filter)
    {
        if (filter.Meter is not { } name)
            return "Nothing was counted there.";
        var others = await reads.UsageAsync(filter with { Meter = null });
        var near = Nearest.Suggestion(name, others.Select(each => each.Meter));
        return $"Nothing was counted there by a meter {name}{(near is null ? "." : $"; {near}")}";
    }

    private static async Task ShowAsync(IReads reads, UsageFilter filter, bool asJson)
    {
        var series = await reads.UsageAsync(filter);
        var screen = Screen.Open();
        foreach (var meter in series)
        {
            if (asJson)
            {
                JsonLines.Write(meter, WireJson.Wire.UsageView);
                continue;
            }
            screen.Head($"{meter.Meter}, {meter.Unit}");
            var listing = new Listing(
                new Column("FROM") { IsLead = true },
                new Column("TO"),
                new Column("USED") { IsFigure = true }
            );
            foreach (var point in meter.Points)
                listing.Add(
                    Shown.Instant(point.From),
                    Shown.Instant(point.To),
                    Shown.Quantity(point.Value)
                );
            listing.Write(screen);
            screen.WriteLine();
        }
        if (series.Count == 0)
            Console.Error.WriteLine(Printable.Line(await NothingAsync(reads, filter)));
    }
}

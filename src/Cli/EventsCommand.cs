using System.CommandLine;
using Evenhand.Cli.Events;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli;

/// <summary><c>evenhand events</c>: what was reported, and what became of it.</summary>
public static class EventsCommand
{
    private const string Help = $"""
        Lists stored events in the order of arrival, each with the clauses that it touched and how much it counted there, or
        why nothing came of it. Without an account, account by account. {ReadCommand.Places}

        Examples:
          evenhand events acme
          evenhand events acme --outcome unmatched --limit 1000
          evenhand events --id 4711
          evenhand events export -o export.tar
        """;

    private static readonly Argument<string?> Account = new("ACCOUNT")
    {
        Description = "Of one account. Default: of all.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Type = new("--type")
    {
        Description = "Of one type.",
        HelpName = "TYPE",
    };
    private static readonly Option<string?> Id = new("--id")
    {
        Description = "Of one id, of whatever source.",
        HelpName = "ID",
    };
    private static readonly Option<string?> Outcome = new("--outcome")
    {
        Description = "Of one outcome: counted, unmatched or rejected.",
        HelpName = "OUTCOME",
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "How many at most.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Outcome.AcceptOnlyFromAmong([.. Enum.GetValues<EventOutcome>().Select(Shown.Word)]);
        Limit.Validators.Add(result =>
        {
            if (result.GetValue(Limit) is < 1 or int.MaxValue)
                result.AddError("--limit is a whole number from 1 on");
        });
        var reading = new ReadCommand();
        var command = new Command("events", Help)
        {
            Account,
            Type,
            Id,
            Outcome,
            Limit,
            ExportEvents.Create(),
        };
        reading.AddTo(command);
        command.SetAction(
            (parsed, _) =>
            {
                var filter = new EventFilter(
                    parsed.GetValue(Account),
                    parsed.GetValue(Type),
                    parsed.GetValue(Id),
                    parsed.GetValue(Outcome) is { } word
                        ? Enum.Parse<EventOutcome>(word, ignoreCase: true)
                        : null
                );
                var (limit, asJson) = (parsed.GetValue(Limit), parsed.GetValue(reading.Json));
                return reading.RunAsync(
                    parsed,
                    filter.Account,
                    reads => ListEvents.RunAsync(reads, filter, limit, asJson)
                );
            }
        );
        return command;
    }
}

using System.CommandLine;
using System.Text.Json;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with appeals.</summary>
internal static class AppealVerbs
{
    public static IEnumerable<Command> All() => [List(), Open(), Decide()];

    private static Command List()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "list",
            "List the appeals of an account as they stand now.",
            [account],
            async (client, parsed, asJson) =>
            {
                var listing = new Listing(
                    new Column("APPEAL") { IsLead = true },
                    new Column("STATE") { IsLead = true },
                    new Column("AGAINST"),
                    new Column("OUTCOME"),
                    new Column("DUE")
                );
                foreach (
                    var each in (
                        await client.Standing.AppealsAsync(parsed.GetValue(account)!)
                    ).Items
                )
                    if (asJson)
                        JsonLines.Write(each, WireJson.Wire.AppealItem);
                    else
                        listing.Add(
                            each.Appeal,
                            Shown.Word(each.State),
                            $"{each.Against}",
                            each.Outcome is { } outcome ? Shown.Word(outcome) : "",
                            Shown.Instant(each.Due)
                        );
                listing.Write(Screen.Open());
            }
        );
    }

    private static Command Open()
    {
        var against = ActParts.Needed(
            "--against",
            "The id of a step or of an exception; or CLAUSE,FIRST-DAY of a line.",
            "WHAT"
        );
        var appeal = ActParts.Text("--appeal", "The appeal's own id.", "ID");
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "open",
            "Appeal, with the account's own key.",
            [against, appeal, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.AppealAsync(
                        new AppealQuestion
                        {
                            Id = parsed.GetValue(id),
                            Appeal = parsed.GetValue(appeal),
                            Against = Against(parsed.GetValue(against)!),
                            Reason = parsed.GetValue(reason)!,
                        }
                    ),
                    asJson
                )
        );
    }

    private static JsonElement Against(string text) =>
        text.Split(',') is [var clause, var cycle]
            ? JsonSerializer.SerializeToElement(
                new Dictionary<string, string> { ["clause"] = clause, ["cycle"] = cycle },
                WireJson.Wire.DictionaryStringString
            )
            : JsonSerializer.SerializeToElement(text, WireJson.Wire.String);

    private static Command Decide()
    {
        var (account, appeal) = (ActParts.Account(), ActParts.Named("APPEAL", "The appeal's id."));
        var outcome = ActParts.Needed(
            "--outcome",
            "upheld, changed, reversed or unclear.",
            "OUTCOME"
        );
        var to = ActParts.Text("--to", "With changed: the lower step in its place.", "STEP");
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "decide",
            "Decide an appeal, as somebody who had no hand in what it challenges.",
            [account, appeal, outcome, to, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.DecideAppealAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(appeal)!,
                        new AppealVerdict
                        {
                            Id = parsed.GetValue(id),
                            Outcome = parsed.GetValue(outcome)!,
                            Reason = parsed.GetValue(reason)!,
                            To = parsed.GetValue(to),
                        }
                    ),
                    asJson
                )
        );
    }
}

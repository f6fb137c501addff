using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with steps of the ladder.</summary>
internal static class StepVerbs
{
    public static IEnumerable<Command> All() =>
        [
            List(),
            Reasons(),
            Propose(),
            ActParts.Decision(
                "approve",
                "Approve a step that another proposed, or keep a brake that another applied.",
                "STEP",
                (acts, account, id, decision) => acts.ApproveAsync(account, id, decision)
            ),
            ActParts.Decision(
                "withdraw",
                "Take back a step that is not in force yet.",
                "STEP",
                (acts, account, id, decision) => acts.WithdrawAsync(account, id, decision)
            ),
            ActParts.Decision(
                "lift",
                "Lift a step in force.",
                "STEP",
                (acts, account, id, decision) => acts.LiftAsync(account, id, decision)
            ),
            Brake(),
            Delivered(),
            ActParts.Decision(
                "void",
                "Take back a finding or a delivery that was noted by mistake.",
                "ACT",
                (acts, account, id, decision) => acts.VoidAsync(account, id, decision)
            ),
        ];

    private static Command Reasons()
    {
        var (account, step) = (ActParts.Account(), ActParts.Named("STEP", "The step's id."));
        var format = ActParts.Text("--format", "text (the default), html or json.", "FORMAT");
        format.AcceptOnlyFromAmong("text", "html", "json");
        return ServerCall.Verb(
            "reasons",
            "Print the statement of reasons of a step, byte for byte as it was made when the account was told.",
            [account, step, format],
            async (client, parsed, asJson) =>
            {
                await using var output = Console.OpenStandardOutput();
                await client.Standing.CopyReasonsAsync(
                    output,
                    parsed.GetValue(account)!,
                    parsed.GetValue(step)!,
                    parsed.GetValue(format) ?? (asJson ? "json" : "text")
                );
            }
        );
    }

    /// <summary>Steps for people.</summary>
    public static Listing Listed(IEnumerable<StepItem> steps)
    {
        var listing = new Listing(
            new Column("STEP") { IsLead = true },
            new Column("TO") { IsLead = true },
            new Column("STATE"),
            new Column("PROPOSED"),
            new Column("DELIVERED"),
            new Column("IN FORCE"),
            new Column("COMES"),
            new Column("LAPSES"),
            new Column("BY")
        );
        foreach (var each in steps)
            listing.Add(
                each.Step,
                each.Brake ? $"{Shown.Word(each.To)} (brake)" : Shown.Word(each.To),
                Shown.Word(each.State),
                Shown.Instant(each.Proposed),
                Shown.Instant(each.Delivered),
                Shown.Instant(each.InForce),
                Shown.Instant(each.Comes),
                Shown.Instant(each.Lapses),
                string.Join(", ", each.By)
            );
        return listing;
    }

    private static Command List()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "list",
            "List the steps on an account as they stand now.",
            [account],
            async (client, parsed, asJson) =>
            {
                var page = await client.Standing.StepsAsync(parsed.GetValue(account)!);
                if (asJson)
                    foreach (var each in page.Items)
                        JsonLines.Write(each, WireJson.Wire.StepItem);
                else
                    Listed(page.Items).Write(Screen.Open());
            }
        );
    }

    private static Command Propose()
    {
        var account = ActParts.Account();
        var to = ActParts.Needed(
            "--to",
            "What it does: advised, warned, throttled, charged, suspended, terminated.",
            "STEP"
        );
        var cases = ActParts.Several(
            "--case",
            "A case that it answers; give it again for another.",
            "CASE",
            true
        );
        var suspends = ActParts.Several(
            "--suspend",
            "A type of act; give it again for another.",
            "TYPE",
            false
        );
        var step = ActParts.Text("--step", "The step's own id.", "ID");
        var until = ActParts.Text("--until", "When it lapses, an instant or a day.", "WHEN");
        var price = ActParts.Text(
            "--price",
            "Of a charge: clause, per and amount, such as api-calls,1000,0.25.",
            "PRICE"
        );
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "propose",
            "Propose a step of the ladder.",
            [account, to, cases, suspends, step, until, price, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.ProposeAsync(
                        parsed.GetValue(account)!,
                        new StepProposal
                        {
                            Id = parsed.GetValue(id),
                            Step = parsed.GetValue(step),
                            To = parsed.GetValue(to)!,
                            Cases = parsed.GetValue(cases)!,
                            Reason = parsed.GetValue(reason)!,
                            Suspends = parsed.GetValue(suspends) is { Length: > 0 } named
                                ? named
                                : null,
                            Until = ActParts.Instant(parsed.GetValue(until)),
                            Price = PriceOf(parsed.GetValue(price)),
                        }
                    ),
                    asJson
                )
        );
    }

    private static ChargePrice? PriceOf(string? text) =>
        text?.Split(',') switch
        {
            null => null,
            [var clause, var per, var amount] => new ChargePrice
            {
                Clause = clause,
                Per = per,
                Amount = amount,
            },
            _ => throw new ReadRefusedException(
                "--price is a clause, per and an amount, such as api-calls,1000,0.25"
            ),
        };

    private static Command Brake()
    {
        var account = ActParts.Account();
        var cases = ActParts.Several(
            "--case",
            "A case that it answers; give it again for another.",
            "CASE",
            true
        );
        var suspends = ActParts.Several(
            "--suspend",
            "A type of act; give it again for another.",
            "TYPE",
            false
        );
        var step = ActParts.Text("--step", "The step's own id.", "ID");
        var (reason, id) = (ActParts.Reason(), ActParts.Id());
        return ServerCall.Verb(
            "brake",
            "Suspend acts at once, for a day unless a second person keeps it.",
            [account, cases, suspends, step, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.BrakeAsync(
                        parsed.GetValue(account)!,
                        new BrakeOrder
                        {
                            Id = parsed.GetValue(id),
                            Step = parsed.GetValue(step),
                            Cases = parsed.GetValue(cases)!,
                            Reason = parsed.GetValue(reason)!,
                            Suspends = parsed.GetValue(suspends) is { Length: > 0 } named
                                ? named
                                : null,
                        }
                    ),
                    asJson
                )
        );
    }

    private static Command Delivered()
    {
        var (account, step) = (ActParts.Account(), ActParts.Named("STEP", "The step's id."));
        var channel = ActParts.Needed(
            "--channel",
            "By which way: email, webhook or portal.",
            "WAY"
        );
        var id = ActParts.Id();
        return ServerCall.Verb(
            "delivered",
            "Note that the notice of a step reached the account.",
            [account, step, channel, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await client.Act.NoteDeliveryAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(step)!,
                        new DeliveryNote
                        {
                            Id = parsed.GetValue(id),
                            Channel = parsed.GetValue(channel)!,
                        }
                    ),
                    asJson
                )
        );
    }
}

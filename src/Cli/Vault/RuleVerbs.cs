using System.CommandLine;
using System.Globalization;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>The rules by which an account has its things deleted or moved.</summary>
internal static class RuleVerbs
{
    private const string None = "never";

    public static IEnumerable<Command> All() => [Rules(), Rule()];

    private static Command Rules()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "rules",
            "List the rules that an account may set for its stored things, as they stand.",
            [account],
            async (client, parsed, asJson) =>
                Tell((await client.Vault.RulesAsync(parsed.GetValue(account)!)).Items, asJson)
        );
    }

    private static Command Rule()
    {
        var account = ActParts.Account();
        var rule = ActParts.Named(
            "RULE",
            "retention (delete) or lifecycle (move to cold storage)."
        );
        var ofClass = ActParts.Named("CLASS", "The class of things.");
        var after = ActParts.Named("DAYS", "After how many days it acts; never for no rule.");
        var preview = new Option<bool>("--preview")
        {
            Description = "Only say what it would do at once.",
        };
        var confirmed = new Option<bool>("--confirmed")
        {
            Description = "What it deletes at once may be deleted.",
        };
        return ServerCall.Verb(
            "rule",
            "Set a rule for an account's stored things; one that deletes anything at once only where that is confirmed.",
            [account, rule, ofClass, after, preview, confirmed],
            async (client, parsed, asJson) =>
            {
                var (of, what, days) = (
                    parsed.GetValue(account)!,
                    (Rule: parsed.GetValue(rule)!, Class: parsed.GetValue(ofClass)!),
                    DaysOf(parsed.GetValue(after)!)
                );
                if (parsed.GetValue(preview))
                    Tell(
                        await client.Vault.PreviewAsync(
                            of,
                            what.Rule,
                            what.Class,
                            days ?? throw new ReadRefusedException("a preview needs days")
                        ),
                        asJson
                    );
                else
                    Tell(
                        (
                            await client.Vault.SetRuleAsync(
                                of,
                                what.Rule,
                                what.Class,
                                days,
                                parsed.GetValue(confirmed)
                            )
                        ).Items,
                        asJson
                    );
            }
        );
    }

    private static long? DaysOf(string text) =>
        text == None ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days > 0
            ? days
        : throw new ReadRefusedException($"days are a whole number from 1, or {None}");

    private static void Tell(RulePreviewItem its, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(its, WireJson.Wire.RulePreviewItem);
            return;
        }
        var oldest = its.Oldest is { } stored ? $", the oldest of {Shown.Instant(stored)}" : "";
        var kept = its.Kept > 0 ? $"; {Shown.Count(its.Kept, "more is", "more are")} kept" : "";
        Console.Out.WriteLine(
            Printable.Line(
                $"at once: {Shown.Count(its.Things, "thing", "things")}, {Shown.Quantity(its.Bytes)} bytes{oldest}{kept}"
            )
        );
    }

    private static void Tell(IReadOnlyList<RuleItem> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.RuleItem);
            return;
        }
        var listing = new Listing(
            new Column("RULE") { IsLead = true },
            new Column("CLASS") { IsLead = true },
            new Column("DAYS") { IsFigure = true }
        );
        foreach (var each in all)
            listing.Add(
                each.Rule,
                each.Class,
                each.After is { } after ? Shown.Quantity($"{after}") : None
            );
        listing.Write(Screen.Open());
    }
}

using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with what goes out: <c>evenhand notices list</c>, <c>show</c>, <c>resend</c>, <c>preview</c>; <see cref="ChannelVerbs"/> has those of channels.</summary>
internal static class NoticeVerbs
{
    public static IEnumerable<Command> All() =>
        [List(), Show(), Resend(), Preview(), .. ChannelVerbs.All()];

    private static Command List()
    {
        var account = new Argument<string?>("ACCOUNT")
        {
            Description =
                "All that goes out of one account. Default: what has not arrived, of all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var state = ActParts.Text(
            "--state",
            "waiting, tried, failed, failed_everywhere or held; not with an account.",
            "STATE"
        );
        state.AcceptOnlyFromAmong("waiting", "tried", "failed", "failed_everywhere", "held");
        var channel = ActParts.Text(
            "--channel",
            "By one channel: email, webhook or portal.",
            "CHANNEL"
        );
        var kind = ActParts.Text("--kind", "Of one kind of notice, such as step.", "KIND");
        var before = ActParts.Text("--told-before", "Told before an instant, or a day.", "INSTANT");
        var order = ActParts.Text("--order", "urgency (the default) or age.", "ORDER");
        order.AcceptOnlyFromAmong("urgency", "age");
        return ServerCall.Verb(
            "list",
            "List what has not arrived of all accounts, the most urgent first; or all that goes out of one account.",
            [account, state, channel, kind, before, order],
            (client, parsed, asJson) =>
            {
                var (until, all) = (
                    ActParts.Instant(parsed.GetValue(before)),
                    parsed.GetValue(account)
                );
                return ListAsync(
                    Paging.AllAsync(after =>
                        all is null
                            ? client.Deliveries.UndeliveredAsync(
                                parsed.GetValue(state),
                                parsed.GetValue(channel),
                                null,
                                parsed.GetValue(kind),
                                until,
                                parsed.GetValue(order) == "age",
                                after
                            )
                            : client.Deliveries.OfAsync(all, after)
                    ),
                    each =>
                        all is null
                        || (parsed.GetValue(channel) is not { } only || each.Channel == only)
                            && (parsed.GetValue(kind) is not { } sort || each.Kind == sort)
                            && (until is null || each.Told < until),
                    asJson
                );
            }
        );
    }

    private static async Task ListAsync(
        IAsyncEnumerable<DeliveryView> deliveries,
        Func<DeliveryView, bool> wanted,
        bool asJson
    )
    {
        var listing = new Listing(
            new Column("TOLD") { IsLead = true },
            new Column("ACCOUNT") { IsLead = true },
            new Column("DELIVERY") { IsLead = true },
            new Column("KIND"),
            new Column("CHANNEL"),
            new Column("STATE"),
            new Column("TRIES"),
            new Column("NEXT TRY"),
            new Column("WHY") { IsText = true }
        );
        await foreach (var each in deliveries)
            if (!wanted(each))
                continue;
            else if (asJson)
                JsonLines.Write(each, WireJson.Wire.DeliveryView);
            else
                listing.Add(
                    Shown.Instant(each.Told),
                    each.Account,
                    each.Id,
                    each.Kind,
                    each.Channel,
                    StateOf(each),
                    $"{each.Attempts.Count}",
                    Shown.Instant(each.NextTry),
                    each.LastError ?? ""
                );
        listing.Write(Screen.Open());
        if (listing.IsEmpty && !asJson)
            Console.Error.WriteLine("Nothing is on its way.");
    }

    private static string StateOf(DeliveryView each) =>
        Shown.Word(each.State) + (each.Everywhere == true ? " everywhere" : "");

    private static Command Show()
    {
        var (account, id) = (ActParts.Account(), ActParts.Named("DELIVERY", "The delivery's id."));
        return ServerCall.Verb(
            "show",
            "Show a delivery with every attempt.",
            [account, id],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Deliveries.DeliveryAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(id)!
                    ),
                    asJson
                )
        );
    }

    private static Command Resend()
    {
        var (account, id) = (ActParts.Account(), ActParts.Named("DELIVERY", "The delivery's id."));
        return ServerCall.Verb(
            "resend",
            "Send a delivery that is over once more, with the id that it had.",
            [account, id],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Deliveries.ResendAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(id)!
                    ),
                    asJson
                )
        );
    }

    private static void Tell(DeliveryView its, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(its, WireJson.Wire.DeliveryView);
            return;
        }
        var to = its.Address is { } address ? $"{its.Channel} {address}" : its.Channel;
        Console.Out.WriteLine(
            Printable.Line($"{its.Kind} {its.Notice} of {its.Account}, by {to}: {StateOf(its)}")
        );
        var listing = new Listing(
            new Column("TIME") { IsLead = true },
            new Column("TAKEN") { IsLead = true },
            new Column("STATUS"),
            new Column("DETAIL") { IsText = true }
        );
        foreach (var each in its.Attempts)
            listing.Add(
                Shown.Instant(each.Time),
                each.Taken ? "yes" : "no",
                $"{each.Status}",
                each.Detail ?? ""
            );
        listing.Write(Screen.Open());
    }

    private static Command Preview()
    {
        var (account, notice) = (ActParts.Account(), ActParts.Named("NOTICE", "The notice's id."));
        var language = ActParts.Text("--language", "The language. Default: en.", "TAG");
        var html = new Option<bool>("--html") { Description = "As a page, and not as text." };
        return ServerCall.Verb(
            "preview",
            "Show a notice as it is mailed, with its figures.",
            [account, notice, language, html],
            async (client, parsed, asJson) =>
            {
                var letter = await client.Deliveries.LetterAsync(
                    parsed.GetValue(account)!,
                    parsed.GetValue(notice)!,
                    parsed.GetValue(language)
                );
                if (asJson)
                    JsonLines.Write(letter, WireJson.Wire.LetterView);
                else if (parsed.GetValue(html))
                    Console.Out.Write(letter.Html);
                else
                    foreach (var line in $"{letter.Subject}\n\n{letter.Text}".TrimEnd().Split('\n'))
                        Console.Out.WriteLine(Printable.Line(line));
            }
        );
    }
}

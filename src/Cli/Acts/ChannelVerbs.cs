using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What is done with where notices go: <c>evenhand notices channels</c>, <c>digest</c> and <c>test</c>; <see cref="ChannelSetting"/> sets them.</summary>
internal static class ChannelVerbs
{
    public static IEnumerable<Command> All() => [List(), Digest(), Test(), .. ChannelSetting.All()];

    private static Command List()
    {
        var account = ActParts.Text(
            "--account",
            "Whose they are. Default: the operators' own.",
            "ACCOUNT"
        );
        return ServerCall.Verb(
            "channels",
            "List where notices go: recipients of mail and endpoints, with their ids.",
            [account],
            async (client, parsed, asJson) =>
            {
                var whose = parsed.GetValue(account);
                Tell(
                    await RecipientsAsync(client, whose),
                    (await client.Channels.WebhooksAsync(whose)).Items,
                    asJson
                );
            }
        );
    }

    private static Command Digest()
    {
        var account = ActParts.Account();
        var channel = ActParts.Named("CHANNEL", "The id of a recipient or an endpoint.");
        var hour = ActParts.Named(
            "HOUR",
            "A full hour of the account's day, such as 08:00; none for each notice by itself."
        );
        return ServerCall.Verb(
            "digest",
            "Have what may wait sent to a channel once a day, as one message. Bills and steps never wait.",
            [account, channel, hour],
            async (client, parsed, asJson) =>
            {
                var (whose, id, at) = (
                    parsed.GetValue(account)!,
                    parsed.GetValue(channel)!,
                    parsed.GetValue(hour)!
                );
                if ((await RecipientsAsync(client, whose)).Any(each => each.Id == id))
                    Tell(
                        [
                            await client.Channels.SetRecipientAsync(
                                whose,
                                id,
                                new RecipientQuestion { Digest = at }
                            ),
                        ],
                        [],
                        asJson
                    );
                else
                    Tell(
                        [],
                        [
                            await client.Channels.SetWebhookAsync(
                                id,
                                new WebhookQuestion { Digest = at },
                                whose
                            ),
                        ],
                        asJson
                    );
            }
        );
    }

    private static Command Test()
    {
        var channel = ActParts.Named("CHANNEL", "The id of a recipient or an endpoint.");
        var account = ActParts.Text(
            "--account",
            "Whose it is. Default: the operators' own.",
            "ACCOUNT"
        );
        return ServerCall.Verb(
            "test",
            "Mail a test to a recipient, or post one to an endpoint, and say what came of it.",
            [channel, account],
            async (client, parsed, asJson) =>
            {
                var (id, whose) = (parsed.GetValue(channel)!, parsed.GetValue(account));
                var isMail = (await RecipientsAsync(client, whose)).Any(each => each.Id == id);
                var result = isMail
                    ? await client.Channels.TestRecipientAsync(whose!, id)
                    : await client.Channels.TestWebhookAsync(id, whose);
                if (asJson)
                    JsonLines.Write(result, WireJson.Wire.WebhookTest);
                else if (result.Taken)
                    Console.Out.WriteLine(
                        Printable.Line($"taken: {result.Status} {result.Detail}")
                    );
                else
                    throw new ReadRefusedException(
                        $"not taken: {result.Detail}",
                        ExitStatus.Failed
                    );
            }
        );
    }

    /// <summary>Whom an account has told by mail; nobody where it is the operators.</summary>
    public static async Task<IReadOnlyList<RecipientView>> RecipientsAsync(
        EvenhandClient client,
        string? account
    ) => account is null ? [] : (await client.Channels.RecipientsAsync(account)).Items;

    /// <summary>Tells where notices go.</summary>
    public static void Tell(
        IReadOnlyList<RecipientView> recipients,
        IReadOnlyList<WebhookView> endpoints,
        bool asJson
    )
    {
        var listing = new Listing(
            new Column("CHANNEL") { IsLead = true },
            new Column("BY") { IsLead = true },
            new Column("WHERE"),
            new Column("KINDS"),
            new Column("DIGEST"),
            new Column("WHY NOT") { IsText = true }
        );
        foreach (var each in recipients)
            if (asJson)
                JsonLines.Write(each, WireJson.Wire.RecipientView);
            else
                listing.Add(
                    each.Id,
                    "email",
                    each.Email,
                    KindsOf(each.Kinds),
                    each.Digest ?? "",
                    each.Disabled ?? ""
                );
        foreach (var each in endpoints)
            if (asJson)
                JsonLines.Write(each, WireJson.Wire.WebhookView);
            else
                listing.Add(
                    each.Id,
                    "webhook",
                    each.Url,
                    KindsOf(each.Kinds),
                    each.Digest ?? "",
                    each.Disabled ?? ""
                );
        listing.Write(Screen.Open());
        if (listing.IsEmpty && !asJson)
            Console.Error.WriteLine("Nothing goes anywhere: no recipient and no endpoint is set.");
    }

    private static string KindsOf(IReadOnlyList<string>? kinds) =>
        kinds is null ? "all" : string.Join(", ", kinds);
}

using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>Sets where notices go: <c>evenhand notices add</c>, <c>end</c> and <c>rotate</c>.</summary>
internal static class ChannelSetting
{
    public static IEnumerable<Command> All() => [Add(), End(), Rotate()];

    private static Command Add()
    {
        var account = Whose();
        var email = ActParts.Text(
            "--email",
            "An address that is mailed to; needs --account.",
            "ADDRESS"
        );
        var url = ActParts.Text("--url", "An endpoint to which messages are posted.", "URL");
        var name = ActParts.Text("--name", "What it is called.");
        var kinds = ActParts.Several(
            "--kind",
            "A kind of notice that goes there. Default: all.",
            "KIND",
            needed: false
        );
        var billing = new Option<bool>("--billing")
        {
            Description = "Of mail: is always told what concerns money and steps.",
        };
        var language = ActParts.Text(
            "--language",
            "Of mail: its language. Default: English.",
            "TAG"
        );
        return ServerCall.Verb(
            "add",
            "Have notices mailed to one more address, or posted to one more endpoint, whose secret is shown once.",
            [account, email, url, name, kinds, billing, language],
            async (client, parsed, asJson) =>
            {
                var (whose, address, endpoint) = (
                    parsed.GetValue(account),
                    parsed.GetValue(email),
                    parsed.GetValue(url)
                );
                if (address is null == endpoint is null)
                    throw new ReadRefusedException("say --email or --url, one of them");
                var wanted = parsed.GetValue(kinds) is { Length: > 0 } some ? some : null;
                if (endpoint is not null)
                    Tell(
                        await client.Channels.AddWebhookAsync(
                            new WebhookQuestion
                            {
                                Url = endpoint,
                                Name = parsed.GetValue(name),
                                Kinds = wanted,
                            },
                            whose
                        ),
                        asJson
                    );
                else
                    ChannelVerbs.Tell(
                        [
                            await client.Channels.AddRecipientAsync(
                                whose
                                    ?? throw new ReadRefusedException(
                                        "say --account: operators are mailed to as persons"
                                    ),
                                new RecipientQuestion
                                {
                                    Email = address,
                                    Name = parsed.GetValue(name),
                                    Kinds = wanted,
                                    Billing = parsed.GetValue(billing),
                                    Language = parsed.GetValue(language),
                                }
                            ),
                        ],
                        [],
                        asJson
                    );
            }
        );
    }

    private static Command End()
    {
        var (channel, account) = (
            ActParts.Named("CHANNEL", "The id of a recipient or an endpoint."),
            Whose()
        );
        return ServerCall.Verb(
            "end",
            "Have nothing more sent to a recipient or an endpoint; what waits for it fails.",
            [channel, account],
            async (client, parsed, _) =>
            {
                var (id, whose) = (parsed.GetValue(channel)!, parsed.GetValue(account));
                if ((await ChannelVerbs.RecipientsAsync(client, whose)).Any(each => each.Id == id))
                    await client.Channels.EndRecipientAsync(whose!, id);
                else
                    await client.Channels.EndWebhookAsync(id, whose);
            }
        );
    }

    private static Command Rotate()
    {
        var (endpoint, account) = (ActParts.Named("ENDPOINT", "The endpoint's id."), Whose());
        return ServerCall.Verb(
            "rotate",
            "Give an endpoint a new secret, which is shown once; for a day the one before signs too.",
            [endpoint, account],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Channels.RotateAsync(
                        parsed.GetValue(endpoint)!,
                        parsed.GetValue(account)
                    ),
                    asJson
                )
        );
    }

    private static Option<string?> Whose() =>
        ActParts.Text("--account", "Whose it is. Default: the operators' own.", "ACCOUNT");

    private static void Tell(WebhookSecret made, bool asJson)
    {
        if (asJson)
            JsonLines.Write(made, WireJson.Wire.WebhookSecret);
        else
            Console.Out.WriteLine(Printable.Line($"{made.Id} {made.Secret}"));
    }
}

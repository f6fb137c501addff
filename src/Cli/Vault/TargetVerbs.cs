using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary><c>evenhand vault targets</c>: where an account has copies of what it stores made to.</summary>
internal static class TargetVerbs
{
    public static Command Create()
    {
        var command = new Command(
            "targets",
            "Targets of an account's own, to which what it stores is copied."
        )
        {
            Kinds(),
            List(),
            Add(),
            Test(),
            Remove(),
            Copies(),
        };
        return command;
    }

    private static Command Kinds()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "kinds",
            "List the kinds of targets that an account may have, with what is asked for each.",
            [account],
            async (client, parsed, asJson) =>
                TargetText.Tell(
                    (await client.Targets.KindsAsync(parsed.GetValue(account)!)).Items,
                    asJson
                )
        );
    }

    private static Command List()
    {
        var account = ActParts.Account();
        return ServerCall.Verb(
            "list",
            "List an account's targets, and what is wrong with them.",
            [account],
            async (client, parsed, asJson) =>
                TargetText.Tell(
                    (await client.Targets.ListAsync(parsed.GetValue(account)!)).Items,
                    asJson
                )
        );
    }

    private static Command Add()
    {
        var account = ActParts.Account();
        var target = ActParts.Named("TARGET", "The target's name.");
        var kind = ActParts.Needed("--kind", "Its kind, such as sftp.", "KIND");
        var set = ActParts.Several(
            "--set",
            "Something said of it, such as host=backup.example.com.",
            "NAME=VALUE",
            needed: false
        );
        var secret = ActParts.Several(
            "--secret",
            "How it is entered, from a file, where no list of processes shows it: private-key=id_ed25519. The last line break is left out.",
            "NAME=FILE",
            needed: false
        );
        var inactive = new Option<bool>("--inactive")
        {
            Description = "Nothing is copied there yet.",
        };
        var before = new Option<bool>("--before-delete")
        {
            Description =
                "A rule deletes nothing of what is stored from now on before it is there.",
        };
        return ServerCall.Verb(
            "add",
            "Set a target, in the place of what is under its name; what is stored from then on is copied there.",
            [account, target, kind, set, secret, inactive, before],
            async (client, parsed, asJson) =>
                TargetText.Tell(
                    [
                        await client.Targets.SetAsync(
                            parsed.GetValue(account)!,
                            parsed.GetValue(target)!,
                            new TargetQuestion
                            {
                                Kind = parsed.GetValue(kind)!,
                                Settings = TargetWords.Of(parsed.GetValue(set), "--set"),
                                Secrets = TargetWords.OfFiles(parsed.GetValue(secret), "--secret"),
                                Active = !parsed.GetValue(inactive),
                                BeforeDelete = parsed.GetValue(before),
                            }
                        ),
                    ],
                    asJson
                )
        );
    }

    private static Command Test()
    {
        var (account, target) = (
            ActParts.Account(),
            ActParts.Named("TARGET", "The target's name.")
        );
        return ServerCall.Verb(
            "test",
            "Try whether copies can be made at a target; exit status 1 where they cannot.",
            [account, target],
            async (client, parsed, asJson) =>
                TargetText.Tell(
                    await client.Targets.TestAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(target)!
                    ),
                    asJson
                )
        );
    }

    private static Command Remove()
    {
        var (account, target) = (
            ActParts.Account(),
            ActParts.Named("TARGET", "The target's name.")
        );
        return ServerCall.Verb(
            "remove",
            "Take a target away, with its credentials; what was copied there stays.",
            [account, target],
            async (client, parsed, _) =>
            {
                await client.Targets.RemoveAsync(
                    parsed.GetValue(account)!,
                    parsed.GetValue(target)!
                );
                Console.Out.WriteLine(
                    Printable.Line(
                        $"nothing is copied to {parsed.GetValue(target)} of {parsed.GetValue(account)} any more"
                    )
                );
            }
        );
    }

    private static Command Copies()
    {
        var account = ActParts.Account();
        var target = ActParts.Text("--target", "Only at this target.", "TARGET");
        var state = ActParts.Text(
            "--state",
            "Only those that are due, failed, done, quarantined or dropped.",
            "STATE"
        );
        return ServerCall.Verb(
            "copies",
            "List the copies of what an account stores, made and to be made.",
            [account, target, state],
            async (client, parsed, asJson) =>
                TargetText.Tell(
                    await Paging
                        .AllAsync(after =>
                            client.Targets.OffloadsAsync(
                                parsed.GetValue(account)!,
                                parsed.GetValue(target),
                                parsed.GetValue(state),
                                after
                            )
                        )
                        .ToListAsync(),
                    asJson
                )
        );
    }
}

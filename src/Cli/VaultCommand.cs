using System.CommandLine;
using Evenhand.Cli.Vault;

namespace Evenhand.Cli;

/// <summary><c>evenhand vault</c>: stored things and their bytes, over a server.</summary>
public static class VaultCommand
{
    private const string Help = """
        Stores, fetches, lists and deletes recordings and other stored things on a server, and holds its store against what is written
        down of it.

        Examples:
          evenhand vault put acme call-17 recording.mp3 --class call-recording --server http://127.0.0.1:8080
          evenhand vault put acme call-18 - --class call-recording --with '{"duration":90}' < recording.mp3
          evenhand vault list acme --class call-recording --json
          evenhand vault get acme call-17 --out call-17.mp3
          evenhand vault retrieve acme call-1 --retrieval playback-7
          evenhand vault delete acme call-17
          evenhand vault rule acme retention call-recording 30 --preview
          evenhand vault hold acme --object call-17 --reason "a dispute, ticket 4711"
          evenhand vault unhold acme 7f3a --reason "it is settled"
          evenhand vault lift acme call-18 --reason "looked at it: harmless"
          evenhand vault purges acme
          evenhand vault export acme --to acme-export
          evenhand vault targets add acme backup --kind sftp --set host=backup.example.com --set user=acme --secret private-key=id_ed25519
          evenhand vault targets test acme backup
          evenhand vault check --deep
          evenhand vault check --mend
          evenhand vault waits
          evenhand vault release acme --reason "they asked for 30 days"
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create()
    {
        var command = new Command("vault", Help);
        foreach (var verb in ObjectVerbs.All())
            command.Add(verb);
        command.Add(CheckVerb.Create());
        foreach (
            var verb in WaitVerbs
                .All()
                .Concat(RetrieveVerbs.All())
                .Concat(RuleVerbs.All())
                .Concat(HoldVerbs.All())
        )
            command.Add(verb);
        command.Add(PurgeVerb.Create());
        command.Add(ExportVerb.Create());
        command.Add(TargetVerbs.Create());
        return command;
    }
}

using System.CommandLine;
using Evenhand.Cli.Ledger;

namespace Evenhand.Cli;

/// <summary><c>evenhand restore</c>: a data folder out of a backup.</summary>
public static class RestoreCommand
{
    private const string Help = """
        Makes a data folder out of a backup, which is verified first. A folder that holds a ledger already is left as it
        is, and refused, unless --replace is given: then that ledger is kept beside, and what it knows of revoked keys is
        carried over. No server may run on the folder meanwhile.

        The keys that work again are told. With --revoke-keys none does: make new ones with `evenhand keys create`.

        Examples:
          evenhand restore monday.backup --data /var/lib/evenhand
          evenhand restore monday.backup --data /var/lib/evenhand --replace
        """;

    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Argument<string> Backup = new("FILE")
    {
        Description = "The backup's file.",
    };
    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Set a ledger that is there aside, and keep it beside the restored one.",
    };
    private static readonly Option<bool> RevokeKeys = new("--revoke-keys")
    {
        Description = "Revoke all keys of the backup.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("restore", Help) { Backup, Data, Replace, RevokeKeys };
        command.SetAction(parsed =>
            DataFolder.Try(() =>
                new RestoreRun(parsed.GetValue(Backup)!, parsed.GetValue(Data)!)
                {
                    Replace = parsed.GetValue(Replace),
                    RevokeKeys = parsed.GetValue(RevokeKeys),
                }.Run()
            )
        );
        return command;
    }
}

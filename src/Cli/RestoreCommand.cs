using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Ledger;
using Evenhand.Server;

namespace Evenhand.Cli;

/// <summary><c>evenhand restore</c>: a data folder out of a backup.</summary>
public static class RestoreCommand
{
    private const string Help = """
        Makes a data folder out of a backup, which is verified first. A folder that holds a ledger already is left as it
        is, and refused.

        Example:
          evenhand restore monday.backup --data /var/lib/evenhand
        """;

    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Argument<string> Backup = new("FILE")
    {
        Description = "The backup's file.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("restore", Help) { Backup, Data };
        command.SetAction(parsed =>
            DataFolder.Try(() => Restore(parsed.GetValue(Backup)!, parsed.GetValue(Data)!))
        );
        return command;
    }

    private static int Restore(string backup, string folder)
    {
        using var held = DataLock.Take(folder);
        LedgerBackup.Restore(backup, folder);
        Console.Error.WriteLine(
            $"{folder} holds what {backup} held; serve it with: evenhand serve --data {folder}"
        );
        return ExitStatus.Ok;
    }
}

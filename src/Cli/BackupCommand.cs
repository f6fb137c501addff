using System.CommandLine;
using System.Globalization;
using Evenhand.Cli.Ledger;
using Evenhand.Ledger;

namespace Evenhand.Cli;

/// <summary><c>evenhand backup</c>: a consistent copy of a ledger, while it is served.</summary>
public static class BackupCommand
{
    private const string Help = """
        Writes a consistent copy of the ledger into one file, also while a server appends to it. A folder gets a file
        named after the time. The name of the file is written to standard output.

        Examples:
          evenhand backup --data /var/lib/evenhand /backups
          evenhand backup --data /var/lib/evenhand monday.backup
        """;

    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Argument<string> Target = new("FILE|DIR")
    {
        Description = "The file to make, or the folder to make it in.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("backup", Help) { Target, Data };
        command.SetAction(parsed =>
            DataFolder.Try(() => Back(parsed.GetValue(Data)!, parsed.GetValue(Target)!))
        );
        return command;
    }

    private static int Back(string folder, string target)
    {
        var file = Directory.Exists(target) ? Path.Combine(target, Name()) : target;
        var progress = ProgressLine.OnTerminal();
        LedgerBackup.Back(
            folder,
            file,
            (done, all) => progress.Show(() => $"backup: {done:N0} of {all:N0} pages")
        );
        progress.Clear();
        Console.Out.WriteLine(file);
        return ExitStatus.Ok;
    }

    private static string Name() =>
        DateTime.UtcNow.ToString(
            "'evenhand-'yyyyMMdd'T'HHmmss'Z.backup'",
            CultureInfo.InvariantCulture
        );
}

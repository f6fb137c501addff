using System.CommandLine;
using Evenhand.Ledger;
using Evenhand.Server;
using Evenhand.Server.Settings;

namespace Evenhand.Cli.Ledger;

/// <summary>The data folder that a verb works on.</summary>
internal static class DataFolder
{
    /// <summary>The option that names it.</summary>
    public static Option<string> Option() =>
        new("--data")
        {
            Description = "The data folder. EVENHAND_DATA. Default: evenhand-data",
            HelpName = "DIR",
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable("EVENHAND_DATA") is { Length: > 0 } set
                    ? set
                    : new ServerSettings().Data,
        };

    /// <summary>Does something with a ledger, and tells what hinders it.</summary>
    public static int Try(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (LedgerTrouble.Is(error) || error is DataInUseException)
        {
            Console.Error.WriteLine(Printable.Line($"evenhand: {error.Message}"));
            return ExitStatus.Failed;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(
                Printable.Line(
                    $"evenhand: {error.Message.TrimEnd('.')}; see that the place exists, that this user may use it, and that the disk has room"
                )
            );
            return ExitStatus.Failed;
        }
    }
}

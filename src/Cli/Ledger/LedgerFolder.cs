using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Runtime.Serving;

namespace Evenhand.Cli.Ledger;

/// <summary>The ledger of a data folder, opened for one command; a server may run on it.</summary>
internal static class LedgerFolder
{
    /// <summary>Does something with the ledger, and tells what hinders it.</summary>
    public static int Use(string folder, Action<ILedger> work)
    {
        if (!File.Exists(Path.Combine(folder, SqliteLedger.FileName)))
            return Tell(
                $"{folder} holds no ledger; a server makes it at its first start",
                ExitStatus.BadInput
            );
        try
        {
            using var ledger = SqliteLedger.Open(folder);
            work(ledger);
            return ExitStatus.Ok;
        }
        catch (RequestException refusal)
        {
            return Tell(refusal.Message, ExitStatus.BadInput);
        }
        catch (Exception error) when (LedgerTrouble.Is(error))
        {
            return Tell(error.Message, ExitStatus.Failed);
        }
    }

    private static int Tell(string why, int status)
    {
        Console.Error.WriteLine(Printable.Line($"evenhand: {why}"));
        return status;
    }
}

using Evenhand.Ledger;
using Evenhand.Node.Refusals;

namespace Evenhand.Cli.Ledger;

/// <summary>A ledger, opened for one command, also beside a running server.</summary>
internal static class LedgerFolder
{
    /// <summary>Does something with the ledger, and tells what hinders it.</summary>
    public static async Task<int> UseAsync(LedgerPlace place, Func<ILedger, Task> work)
    {
        if (!place.Exists)
        {
            Console.Error.WriteLine(
                Printable.Line(
                    $"evenhand: {place} holds no ledger; a server makes it at its first start"
                )
            );
            return ExitStatus.BadInput;
        }
        try
        {
            using var ledger = place.Open(new LedgerOpening { Told = Tell });
            await work(ledger);
            return ExitStatus.Ok;
        }
        catch (RequestException refusal)
        {
            Console.Error.WriteLine(Printable.Line($"evenhand: {refusal.Message}"));
            return ExitStatus.BadInput;
        }
        catch (Exception error) when (LedgerTrouble.Is(error))
        {
            Console.Error.WriteLine(Printable.Line($"evenhand: {error.Message}"));
            return ExitStatus.Failed;
        }
    }

    private static void Tell(LedgerNote note) =>
        Console.Error.WriteLine(Printable.Line($"{note.Text}."));
}

using Evenhand.Cli.Ledger;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Runtime.Serving;
using Evenhand.Runtime.Serving.Keys;

namespace Evenhand.Cli.Keys;

/// <summary>The keys of a data folder, opened for one command.</summary>
internal static class KeyFolder
{
    /// <summary>Does something with the keys, and tells what hinders it.</summary>
    public static async Task<int> UseAsync(string folder, Func<KeyRing, Task> work)
    {
        if (!File.Exists(Path.Combine(folder, SqliteLedger.FileName)))
        {
            Console.Error.WriteLine(
                Printable.Line(
                    $"evenhand: {folder} holds no ledger; a server makes it at its first start"
                )
            );
            return ExitStatus.BadInput;
        }
        try
        {
            using var ledger = SqliteLedger.Open(folder, new LedgerOpening { Told = Tell });
            await work(LedgerKeys.Open(ledger, TimeProvider.System));
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

    /// <summary>Shows a key's text, which is not to be had again.</summary>
    public static void Tell((Key Key, string Text) made)
    {
        Console.Out.WriteLine(made.Text);
        Console.Error.WriteLine($"key {made.Key.Id}; its text is shown this once");
    }
}

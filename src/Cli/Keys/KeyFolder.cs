using Evenhand.Cli.Ledger;
using Evenhand.Ledger;
using Evenhand.Node.Clock;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;

namespace Evenhand.Cli.Keys;

/// <summary>The keys of a ledger, opened for one command.</summary>
internal static class KeyFolder
{
    /// <summary>Does something with the keys, and tells what hinders it.</summary>
    public static Task<int> UseAsync(LedgerPlace place, Func<KeyRing, Task> work) =>
        LedgerFolder.UseAsync(place, ledger => work(LedgerKeys.Open(ledger, MachineTime.Instance)));

    /// <summary>Shows a key's text, which is not to be had again.</summary>
    public static void Tell((Key Key, string Text) made)
    {
        Console.Out.WriteLine(made.Text);
        Console.Error.WriteLine($"key {made.Key.Id}; its text is shown this once");
    }
}

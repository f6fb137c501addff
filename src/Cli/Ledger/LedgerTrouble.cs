using Evenhand.Ledger;

namespace Evenhand.Cli.Ledger;

/// <summary>What a ledger says when it cannot be used; its messages are for people and name a way out.</summary>
internal static class LedgerTrouble
{
    public static bool Is(Exception error) => error is LedgerException;
}

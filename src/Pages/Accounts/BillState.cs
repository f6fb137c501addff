using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>Whether a bill is final, in words.</summary>
internal static class BillState
{
    /// <summary>The state of a bill.</summary>
    public static string Of(StatementView bill) =>
        bill.Running ? "Running: it may still change"
        : bill.Closing ? "Final, after the end of the account"
        : "Final: later corrections stand on later bills";
}

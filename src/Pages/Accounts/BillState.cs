using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>Whether a bill is final, in words.</summary>
internal static class BillState
{
    /// <summary>The state of a bill.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="reader">Who reads it, and when.</param>
    public static string Of(StatementView bill, Reader reader) =>
        bill.Running && reader.DaysUntil(bill.To) == 0
            ? reader.Say["Over: final once late usage had its time"]
        : bill.Running ? reader.Say["Running: it may still change"]
        : bill.Closing ? reader.Say["Final, after the end of the account"]
        : reader.Say["Final: later corrections stand on later bills"];
}

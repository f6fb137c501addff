using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Console;

/// <summary>A proposed charge that waits for a decision.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Cycle">The first day of the cycle.</param>
/// <param name="Month">The cycle in words.</param>
/// <param name="Line">The line.</param>
/// <param name="Reader">In the account's currency and zone.</param>
/// <param name="WhyNot">Why it cannot be confirmed now; null where it can.</param>
public sealed record ChargeRow(
    string Account,
    string Name,
    string Cycle,
    string Month,
    StatementLine Line,
    Reader Reader,
    string? WhyNot
)
{
    /// <summary>Names the line in a form.</summary>
    public string Value => NameOf(Account, Cycle, Line.Clause);

    /// <summary>A line as a form names it.</summary>
    public static string NameOf(string account, string cycle, string clause) =>
        string.Join('/', new[] { account, cycle, clause }.Select(Uri.EscapeDataString));

    /// <summary>The line of a name; null where it is none.</summary>
    public static (string Account, string Cycle, string Clause)? Named(string name) =>
        name.Split('/') is [var account, var cycle, var clause]
            ? (
                Uri.UnescapeDataString(account),
                Uri.UnescapeDataString(cycle),
                Uri.UnescapeDataString(clause)
            )
            : null;
}

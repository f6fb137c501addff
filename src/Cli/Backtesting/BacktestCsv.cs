using System.Globalization;
using Evenhand.Node.Amending;

namespace Evenhand.Cli.Backtesting;

/// <summary>A backtest for spreadsheets: a line for each account and clause of which something would have been otherwise.</summary>
internal static class BacktestCsv
{
    private const string Head =
        "account,currency,clause,due,due_other,proposed,proposed_other,acts_stopped,acts_let_through,cases,cases_other";

    /// <summary>Writes it.</summary>
    public static void Write(BacktestReport report, TextWriter to)
    {
        to.WriteLine(Head);
        foreach (var account in report.Items)
        foreach (var clause in account.Clauses.Where(each => each.Differs))
            to.WriteLine(
                string.Join(
                    ',',
                    Text(account.Account),
                    account.Currency,
                    Text(clause.Clause),
                    Number(clause.Due),
                    Number(clause.DueOther),
                    Number(clause.Proposed),
                    Number(clause.ProposedOther),
                    Number(clause.ActsOther),
                    Number(clause.Acts),
                    Number(clause.Cases),
                    Number(clause.CasesOther)
                )
            );
    }

    // A name that a spreadsheet would take for a formula is told as the text that it is.
    private static string Text(string text)
    {
        var plain = text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? $"'{text}" : text;
        return plain.AsSpan().ContainsAny(",\"\n\r")
            ? $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : plain;
    }

    private static string Number(IFormattable number) =>
        number.ToString(null, CultureInfo.InvariantCulture);
}

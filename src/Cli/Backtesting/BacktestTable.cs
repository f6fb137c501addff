using System.Globalization;
using Evenhand.Cli.Reading;
using Evenhand.Node.Amending;
using Evenhand.Notation;
using Spectre.Console;

namespace Evenhand.Cli.Backtesting;

/// <summary>A backtest for people.</summary>
internal static class BacktestTable
{
    private const int MostAccounts = 20;

    /// <summary>Writes it.</summary>
    public static void Write(BacktestReport report, IAnsiConsole screen)
    {
        screen.Head(
            $"{report.Policy} {report.Version} on the last {Counted.Of(report.Months, "cycle")} of {Counted.Of(report.Accounts, "account")}"
        );
        if (report.Items.Count == 0)
        {
            screen.Say("Nothing would have been otherwise.");
            return;
        }
        Totals(report, screen);
        screen.WriteLine();
        Clauses(report, screen);
        screen.WriteLine();
        Accounts(report, screen);
    }

    private static void Totals(BacktestReport report, IAnsiConsole screen)
    {
        var listing = new Listing(
            new Column("CURRENCY") { IsLead = true },
            Figure("ACCOUNTS"),
            Figure("PAY MORE"),
            Figure("PAY LESS"),
            Figure("WAS"),
            Figure("WOULD BE"),
            Figure("ACTS STOPPED"),
            Figure("LET THROUGH")
        );
        foreach (var each in report.Totals)
            listing.Add(
                each.Currency,
                Count(each.Accounts),
                Count(each.More),
                Count(each.Less),
                Money(each.Was),
                Money(each.Would),
                Count(each.Stopped),
                Count(each.Passed)
            );
        listing.Write(screen);
    }

    private static void Clauses(BacktestReport report, IAnsiConsole screen)
    {
        var listing = new Listing(
            new Column("CLAUSE") { IsLead = true },
            new Column("CURRENCY"),
            Figure("ACCOUNTS"),
            Figure("DUE"),
            Figure("WOULD BE"),
            Figure("PROPOSED"),
            Figure("WOULD BE"),
            Figure("STOPPED"),
            Figure("LET THROUGH"),
            Figure("CASES MORE")
        );
        foreach (var each in report.Clauses)
            listing.Add(
                each.Sums.Clause,
                each.Currency,
                Count(each.Accounts),
                Money(each.Sums.Due),
                Money(each.Sums.DueOther),
                Money(each.Sums.Proposed),
                Money(each.Sums.ProposedOther),
                Count(each.Sums.ActsOther),
                Count(each.Sums.Acts),
                Count(each.Sums.CasesOther - each.Sums.Cases)
            );
        listing.Write(screen);
    }

    private static void Accounts(BacktestReport report, IAnsiConsole screen)
    {
        var listing = new Listing(
            new Column("ACCOUNT") { IsLead = true },
            new Column("CURRENCY"),
            Figure("WAS"),
            Figure("WOULD BE"),
            Figure("MORE"),
            Figure("STOPPED"),
            Figure("LET THROUGH")
        );
        foreach (var each in report.Items.Take(MostAccounts))
            listing.Add(
                each.Account,
                each.Currency,
                Money(each.Was),
                Money(each.Would),
                Money(each.More),
                Count(each.Stopped),
                Count(each.Passed)
            );
        listing.Write(screen);
        if (report.Items.Count > MostAccounts)
            screen.Say(
                $"… and {Counted.Of(report.Items.Count - MostAccounts, "account")} more; --format csv has all"
            );
    }

    private static Column Figure(string name) => new(name) { IsFigure = true };

    private static string Money(decimal amount) =>
        Shown.Money(amount.ToString(CultureInfo.InvariantCulture));

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}

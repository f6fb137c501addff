using System.Globalization;
using Evenhand.Node.Amending;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Trials of versions on the wire.</summary>
internal static class TrialViews
{
    /// <summary>A trial, with what it has found so far.</summary>
    public static TrialView Of(Trial its)
    {
        var report = its.Report();
        return new TrialView
        {
            Id = its.Id,
            Policy = its.Policy,
            Version = its.Version,
            ReadAs = its.ReadAs,
            Months = its.Months,
            State = (TrialWord)its.State,
            Tried = its.Tried,
            Accounts = Math.Max(its.Accounts, its.Tried),
            Concerned = report.Accounts,
            Begun = Instants.Of(its.Begun),
            By = its.By.Person ?? its.By.Key,
            Totals = [.. report.Totals.Select(Of)],
            Clauses = [.. report.Clauses.Select(Of)],
            Items = [.. report.Items.Select(Of)],
            LeftOut = its.LeftOut,
        };
    }

    private static TrialTotal Of(BacktestTotal its) =>
        new()
        {
            Currency = its.Currency,
            Accounts = its.Accounts,
            More = its.More,
            Less = its.Less,
            Was = Text(its.Was),
            Would = Text(its.Would),
            Acts = new ApartView { InForce = its.Passed, Other = its.Stopped },
        };

    private static TrialClause Of(BacktestClause its) =>
        new()
        {
            Clause = its.Sums.Clause,
            Currency = its.Currency,
            Accounts = its.Accounts,
            Money = new MoneyImpact
            {
                Due = Text(its.Sums.Due),
                DueOther = Text(its.Sums.DueOther),
                Proposed = Text(its.Sums.Proposed),
                ProposedOther = Text(its.Sums.ProposedOther),
            },
            Acts = new ApartView { InForce = its.Sums.Acts, Other = its.Sums.ActsOther },
            Cases = new ApartView { InForce = its.Sums.Cases, Other = its.Sums.CasesOther },
        };

    private static TrialItem Of(TriedAccount its) =>
        new()
        {
            Account = its.Account,
            Currency = its.Currency,
            Was = Text(its.Was),
            Would = Text(its.Would),
            More = Text(its.More),
            Acts = new ApartView { InForce = its.Passed, Other = its.Stopped },
            Clauses =
            [
                .. its.Clauses.Select(clause => Of(new BacktestClause(its.Currency, 1, clause))),
            ],
        };

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}

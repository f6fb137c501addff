using System.Globalization;
using Evenhand.Core.Backtesting;
using Evenhand.Node.Amending;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>What versions mean for accounts, on the wire.</summary>
internal static class ImpactViews
{
    /// <summary>What a version means for all accounts.</summary>
    public static PolicyImpactView Of(PolicyImpact its) =>
        new()
        {
            Policy = its.Policy,
            Version = its.Version,
            Accounts = its.Accounts,
            Done = its.IsDone,
            Totals = [.. its.Totals.Select(Of)],
            Items = [.. its.Rows.Items.Select(Of)],
            Next = its.Rows.Next,
        };

    /// <summary>What a version means for an account.</summary>
    public static AccountImpactView Of(AccountImpact its) =>
        new()
        {
            Account = its.Account.Text,
            Policy = its.Policy,
            Version = its.Version,
            Before = its.Before,
            Effective = Instants.Of(its.Effective),
            Found = Instants.Of(its.Found),
            Notice = its.Notice,
            Message = its.Message,
            Currency = its.Currency,
            Plan = its.Plan.Length == 0 ? null : its.Plan,
            Changes = [.. its.Changes.Select(Of)],
            Cycles = [.. its.Cycles.Select(Of)],
            Denied = [.. its.Denied.Select(Of)],
            StepsWithoutCase = its.StepsWithoutCase,
        };

    private static ImpactTotalView Of(ImpactTotal its) =>
        new()
        {
            Currency = its.Currency,
            Accounts = its.Accounts,
            More = its.More,
            Less = its.Less,
            Money = Of(its.InForce, its.Other),
            Acts = Of(its.Acts),
        };

    private static ImpactItem Of(ImpactRow its) =>
        new()
        {
            Account = its.Account.Text,
            Currency = its.Currency,
            More = Text(its.More),
            Money = Of(its.InForce, its.Other),
            Acts = Of(its.Acts),
            Changes = its.Changes,
            Leaning = Word(its.Leaning),
        };

    private static ImpactChangeView Of(ImpactChange its) =>
        new()
        {
            Clause = its.Clause.Length == 0 ? null : its.Clause,
            Title = its.Title,
            Fate = Word(its.Fate),
            Leaning = Word(its.Leaning),
            Lines =
            [
                .. its.Lines.Select(line => new ImpactLineView
                {
                    Path = line.Path,
                    Before = line.Before,
                    After = line.After,
                    Leaning = Word(line.Leaning),
                }),
            ],
        };

    private static ImpactCycleView Of(ImpactCycle its) =>
        new()
        {
            Cycle = its.Cycle,
            From = Instants.Of(its.From),
            To = Instants.Of(its.To),
            Money = Of(
                new Owed(its.Clauses.Sum(each => each.Due), its.Clauses.Sum(each => each.Proposed)),
                new Owed(
                    its.Clauses.Sum(each => each.DueOther),
                    its.Clauses.Sum(each => each.ProposedOther)
                )
            ),
            Clauses = [.. its.Clauses.Select(Of)],
        };

    private static ImpactClauseView Of(ImpactClause its) =>
        new()
        {
            Clause = its.Clause,
            Money = Of(new Owed(its.Due, its.Proposed), new Owed(its.DueOther, its.ProposedOther)),
            Acts = Of(new Apart(its.Acts, its.ActsOther)),
            Cases = Of(new Apart(its.Cases, its.CasesOther)),
            Notices = Of(new Apart(its.Notices, its.NoticesOther)),
        };

    private static ImpactActView Of(ImpactDenial its) =>
        new()
        {
            Time = Instants.Of(its.Time),
            Id = its.Id,
            Type = its.Type,
            Clause = its.Clause,
            ByOther = its.ByOther,
        };

    private static MoneyImpact Of(Owed inForce, Owed other) =>
        new()
        {
            Due = Text(inForce.Due),
            DueOther = Text(other.Due),
            Proposed = Text(inForce.Proposed),
            ProposedOther = Text(other.Proposed),
        };

    private static ApartView Of(Apart its) => new() { InForce = its.InForce, Other = its.Other };

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string Word(Enum its) => its.ToString().ToLowerInvariant();
}

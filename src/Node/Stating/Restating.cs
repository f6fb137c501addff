using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stating;

/// <summary>
/// Finds stated cycles that this release would state otherwise: of the very events, decisions and rates that the last
/// statement took account of. What arrived since makes adjustments, and is no part of this.
/// </summary>
internal static class Restating
{
    /// <summary>What would be stated otherwise of an account, clause by clause.</summary>
    /// <param name="context">The node.</param>
    /// <param name="account">The account.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="stated">What was stated, in order.</param>
    /// <param name="name">The name of a statement's cycle.</param>
    public static IEnumerable<StatedOtherwise> Of(
        NodeContext context,
        AccountId account,
        StoredLife stored,
        IReadOnlyList<StatedRecord> stated,
        Func<Statement, string> name
    )
    {
        if (stated.Count == 0)
            return [];
        var last = stated[^1];
        var was = SumsOf(
            stated
                .Where(record => !record.Closing)
                .SelectMany(record =>
                    record.Statement.Lines.Select(line => (record.FirstDay, line))
                )
                .Concat(
                    stated.SelectMany(record =>
                        record.Adjustments.Select(each => (each.Cycle, each.Line))
                    )
                )
        );
        var would = SumsOf(
            AsOfThen(context, stored, stated, last)
                .SelectMany(statement => statement.Lines.Select(line => (name(statement), line)))
        );
        return was
            .Keys.Union(would.Keys)
            .Where(key => was.GetValueOrDefault(key) != would.GetValueOrDefault(key))
            .OrderBy(key => key.Cycle, StringComparer.Ordinal)
            .ThenBy(key => key.Clause)
            .Select(key => new StatedOtherwise(
                account,
                key.Cycle,
                key.Clause.Slug,
                key.Status,
                last.Statement.Currency,
                was.GetValueOrDefault(key).ToString(),
                would.GetValueOrDefault(key).ToString(),
                stated.FirstOrDefault(record => record.FirstDay == key.Cycle)?.Fold
            ));
    }

    /// <summary>What this release makes of what the last statement took account of.</summary>
    private static IReadOnlyList<Statement> AsOfThen(
        NodeContext context,
        StoredLife stored,
        IReadOnlyList<StatedRecord> stated,
        StatedRecord last
    )
    {
        var rules = context.Rules;
        var until = stated.Where(record => !record.Closing).Max(record => record.Statement.Time);
        var then = new AsOf(last.Sequence, last.At);
        return ExpectedStatements.Compute(
            stored,
            new LifeFold(
                rules,
                until,
                last.At.Next,
                context.Rates.At(rules, last.Shared, last.At.Next)
            )
            {
                // From the opening on: what was kept of a fold is not asked what a fold comes to.
                From = Moment.Earliest,
                AsOf = then,
                Counts = head => then.Knew(head),
                OwnBy = last.Sequence,
            }
        );
    }

    private static Dictionary<(string Cycle, ClauseId Clause, LineStatus Status), Rational> SumsOf(
        IEnumerable<(string Cycle, Line Line)> lines
    ) =>
        lines
            .GroupBy(each => (each.Cycle, each.Line.Clause, each.Line.Status))
            .Select(group =>
                (
                    group.Key,
                    Sum: group.Aggregate(
                        Rational.Zero,
                        (sum, each) => sum + each.Line.Amount.Amount
                    )
                )
            )
            .Where(each => each.Sum != Rational.Zero)
            .ToDictionary(each => each.Key, each => each.Sum);
}

using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stating;

/// <summary>What every cycle up to the present would be stated as now.</summary>
/// <param name="Sequence">How much of the account's stream it takes account of.</param>
/// <param name="Shared">How much of the shared stream.</param>
/// <param name="Rules">The policies.</param>
/// <param name="Until">The end of the present cycle.</param>
/// <param name="Statements">By cycle, in order; the last one is that of the present cycle while the account lives.</param>
internal sealed record ExpectedStatements(
    long Sequence,
    long Shared,
    Rulebook Rules,
    Moment Until,
    IReadOnlyList<Statement> Statements
) : Kept
{
    /// <summary>What ran out in the present cycle, and when.</summary>
    public RunOuts RunOuts { get; private init; } = RunOuts.None;

    /// <summary>What the next statement would correct of those that are stated.</summary>
    public ImmutableArray<Adjustment> Pending { get; private init; } = [];

    /// <summary>Whether events of the future wait to be taken account of, so that it holds for a moment only.</summary>
    public bool HasMore { get; private init; }

    /// <summary>Computes it from what is stored.</summary>
    /// <param name="context">The node.</param>
    /// <param name="door">The account's door.</param>
    /// <param name="live">The account.</param>
    /// <param name="stated">What was stated, in order.</param>
    /// <param name="now">The present.</param>
    public static ExpectedStatements Of(
        NodeContext context,
        Door door,
        LiveAccount live,
        IReadOnlyList<StatedRecord> stated,
        Moment now
    )
    {
        var present = live.CycleAt(now);
        var (rules, shared) = (context.Rules, context.Rates.Sequence);
        var stored = door.Life.Look();
        var watch = new RunOutWatch(present.From, now);
        var statements = Compute(
            stored,
            new LifeFold(rules, present.To, now.Next, context.Rates.Latest(rules, now.Next))
            {
                Watch = watch,
                From = present.From,
            }
        );
        return new ExpectedStatements(stored.Sequence, shared, rules, present.To, statements)
        {
            RunOuts = watch.Found,
            Pending = AdjustmentsDue.Of(
                context,
                rules,
                stored,
                stated,
                statement => FirstDay(live.CycleAt(statement.From)),
                now
            ),
            HasMore = stored.Last > now || context.Rates.HasAfter(now),
        };
    }

    /// <summary>The statements of cycles that end by the end of a fold.</summary>
    public static IReadOnlyList<Statement> Compute(StoredLife stored, LifeFold fold) =>
        [
            .. stored
                .Run(fold)
                .Effects.OfType<Statement>()
                .Where(statement => statement.Time <= fold.Until),
        ];

    /// <summary>The name of a cycle: its first day, such as 2026-01-31.</summary>
    public static string FirstDay(Cycle cycle) =>
        cycle.FirstDay.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Node.Accounts;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stating;

/// <summary>What every cycle up to the present would be stated as now.</summary>
/// <param name="Sequence">How much of the account's stream it takes account of.</param>
/// <param name="Shared">How much of the shared stream.</param>
/// <param name="Rules">The policies.</param>
/// <param name="Until">The end of the present cycle, in ticks.</param>
/// <param name="Statements">By cycle, in order; the last one is that of the present cycle while the account lives.</param>
internal sealed record Expectation(
    long Sequence,
    long Shared,
    Rulebook Rules,
    long Until,
    IReadOnlyList<Statement> Statements
)
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
    public static Expectation Of(
        NodeContext context,
        Door door,
        LiveAccount live,
        IReadOnlyList<StatedRecord> stated,
        long now
    )
    {
        var present = live.CycleAt(now);
        var (rules, shared) = (context.Rules, context.Rates.Sequence);
        var stored = StoredEvents.Of(context, door.Name, door.Stream);
        var rates = context.Rates.Latest(rules);
        var watch = new RunOutWatch(present.From, now);
        var statements = Compute(stored, rules, present.To, now, rates, null, watch);
        return new Expectation(stored.Sequence, shared, rules, present.To, statements)
        {
            RunOuts = watch.Found,
            Pending = Adjusting.MayFind(context, stored, stated, now)
                ? Adjusting.Of(
                    context,
                    rules,
                    stored,
                    stated,
                    statement => FirstDay(live.CycleAt(statement.From)),
                    now
                )
                : [],
            HasMore = stored.Last > now,
        };
    }

    /// <summary>The statements of a part of what is stored.</summary>
    /// <param name="stored">What is stored.</param>
    /// <param name="rules">The policies.</param>
    /// <param name="until">Cycles that end later have none.</param>
    /// <param name="now">Events after this instant are left out.</param>
    /// <param name="rates">The reference rates.</param>
    /// <param name="counts">Which records count; null for all.</param>
    /// <param name="watch">Looks on; null where nobody does.</param>
    public static IReadOnlyList<Statement> Compute(
        StoredEvents stored,
        Rulebook rules,
        long until,
        long now,
        Rates rates,
        Func<RecordHead, bool>? counts,
        ReplayWatch? watch = null
    ) =>
        [
            .. Effects(stored, rules, until, now, rates, counts, watch)
                .OfType<Statement>()
                .Where(statement => statement.Time <= until),
        ];

    /// <summary>All that a part of what is stored comes to, as <see cref="Compute"/> has it.</summary>
    public static ImmutableArray<Effect> Effects(
        StoredEvents stored,
        Rulebook rules,
        long until,
        long now,
        Rates rates,
        Func<RecordHead, bool>? counts = null,
        ReplayWatch? watch = null
    )
    {
        var (replay, number) = stored.Fold(rules, until, now + 1, rates, counts);
        return AccountReplay.Run(replay, number, watch).Effects;
    }

    /// <summary>The name of a cycle: its first day, such as 2026-01-31.</summary>
    public static string FirstDay(Cycle cycle) =>
        cycle.FirstDay.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}

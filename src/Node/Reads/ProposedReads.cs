using System.Collections.Concurrent;
using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// In which ended cycles of an account lines wait for a person. Pricing an account is dear, so what was found is kept in memory
/// until something is appended to its stream, a policy or a rate comes, or a cycle of it ends. Safe to use from many threads.
/// </summary>
public sealed class ProposedReads
{
    private readonly NodeContext context;
    private readonly StatementReads statements;
    private readonly ConcurrentDictionary<AccountId, Known> known = new();

    internal ProposedReads(NodeContext context, StatementReads statements) =>
        (this.context, this.statements) = (context, statements);

    /// <summary>Whether it is known without pricing the account.</summary>
    public bool IsKnown(AccountId account) => Find(account) is not null;

    /// <summary>The first days of those cycles, in order, as they would be stated today; empty for an account that there is none of.</summary>
    public IReadOnlyList<string> Cycles(AccountId account) =>
        (Find(account) ?? (known[account] = Priced(account))).Cycles;

    private Known? Find(AccountId account) =>
        known.TryGetValue(account, out var found)
        && found.Own == context.Ledger.SequenceOf(StreamName.Of(account))
        && found.Rates == context.Rates.Sequence
        && found.Rules == context.Rules
        && context.Clock.Now < found.Until
            ? found
            : null;

    private Known Priced(AccountId account)
    {
        // What is appended meanwhile is found at the next look.
        var own = context.Ledger.SequenceOf(StreamName.Of(account));
        var (rules, rates) = (context.Rules, context.Rates.Sequence);
        var now = context.Clock.Now;
        var all = statements.All(account) ?? [];
        var open = all.Where(each => each.Statement.Time > now).Select(each => each.Statement.Time);
        return new Known(
            own,
            rules,
            rates,
            open.DefaultIfEmpty(Moment.Never).Min(),
            [
                .. all.Where(each => each.Statement.Time <= now && Waits(each))
                    .Where(each => each.Running || Waits(Today(account, each)))
                    .Select(each => each.FirstDay),
            ]
        );
    }

    /// <summary>A stated cycle does not change; a decision since then shows in what would be stated today.</summary>
    private CycleStatement Today(AccountId account, CycleStatement cycle) =>
        statements.One(account, cycle.FirstDay, true) ?? cycle;

    private static bool Waits(CycleStatement cycle) =>
        cycle.Statement.Lines.Any(line =>
            line.Status == LineStatus.Proposed && line.Amount.Amount != 0
        );

    private sealed record Known(
        long Own,
        Rulebook Rules,
        long Rates,
        Moment Until,
        ImmutableArray<string> Cycles
    );
}

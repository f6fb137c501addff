using Evenhand.Core.Backtesting;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Policies.Comparing;

namespace Evenhand.Node.Amending;

/// <summary>Tries a version on one account, out of the ledger alone: it need not be in memory, and nobody waits for it.</summary>
internal static class AccountTrial
{
    /// <summary>So many of the last ended cycles are looked at.</summary>
    public const int Cycles = 3;

    private static readonly SliceKinds Kinds = SliceKinds.Of(SliceKind.Impact);

    /// <summary>What is stored of a version's meaning for an account; null where nothing is.</summary>
    public static ImpactEntry? Stored(NodeContext context, AccountId account, string version)
    {
        ImpactEntry? found = null;
        foreach (var slice in context.Ledger.Read(StreamName.Of(account), 0, Kinds))
            if (ImpactEntry.Read(slice.Payload) is var entry && entry.Version == version)
                found = entry;
        return found;
    }

    /// <summary>What a version means for an account; null where it will never hold for it.</summary>
    /// <param name="context">The node.</param>
    /// <param name="account">The account.</param>
    /// <param name="changes">The version, and what it changes.</param>
    /// <param name="last">What the account was told of the version when it was published before, and taken back since; null where it was not.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    public static ImpactEntry? Run(
        NodeContext context,
        AccountId account,
        VersionChanges changes,
        ImpactEntry? last,
        Moment now
    )
    {
        var stored = new LifeBook(context, account, StreamName.Of(account)).Look();
        var opened = Opens(context, stored, changes.Rules, Cycles, now);
        if (!opened.IsOfPolicy || opened.From <= now)
            return null;
        var (impact, before, from) = Tried(
            context,
            stored,
            changes.Rules,
            Cycles,
            opened.Start,
            now
        );
        return impact is null or { HasEnded: true } || from <= now
            ? null
            : EntryOf(changes, impact, before!, from, last, now);
    }

    /// <summary>What the last cycles of an account would have been; null where it is not open, or of another policy.</summary>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    public static Impact? Impact(
        NodeContext context,
        AccountId account,
        BacktestRules rules,
        int cycles,
        Moment now
    )
    {
        var stored = new LifeBook(context, account, StreamName.Of(account)).Look();
        var opened = Opens(context, stored, rules, cycles, now);
        return opened.IsOfPolicy
            ? Tried(context, stored, rules, cycles, opened.Start, now).Impact
            : null;
    }

    /// <summary>Folds the opening alone: whose policy the account is under, and in which cycles, is known then.</summary>
    private static Backtest Opens(
        NodeContext context,
        StoredLife stored,
        BacktestRules rules,
        int cycles,
        Moment now
    )
    {
        var watch = new Backtest(rules, cycles, now);
        stored.Run(
            Fold(context, watch, now) with
            {
                Until = Moment.Earliest,
                From = Moment.Earliest,
                To = Moment.Earliest,
            }
        );
        return watch;
    }

    private static (Impact? Impact, string? Before, Moment From) Tried(
        NodeContext context,
        StoredLife stored,
        BacktestRules rules,
        int cycles,
        Moment start,
        Moment now
    )
    {
        var watch = new Backtest(rules, cycles, now);
        var fold = Fold(context, watch, now) with { From = start, StatedFrom = start };
        var impact = watch.Of(stored.Run(fold), fold.Rates);
        return (impact, watch.Before?.Version, watch.From);
    }

    private static LifeFold Fold(NodeContext context, Backtest watch, Moment now)
    {
        var rules = context.Rules;
        return new LifeFold(rules, now.Next, now.Next, context.Rates.Latest(rules, now.Next))
        {
            Watch = watch,
        };
    }

    private static ImpactEntry EntryOf(
        VersionChanges changes,
        Impact impact,
        string before,
        Moment from,
        ImpactEntry? last,
        Moment now
    )
    {
        var version = changes.Policy.Version;
        var idle = impact.Idle.Select(clause => clause.Slug).ToHashSet();
        var own = changes.From(before) is { } difference
            ? Concerned.Of(difference, idle.Contains, impact.Plan, impact.Currency)
            : [];
        return new ImpactEntry(
            version.Name,
            version.Version,
            version.Hash,
            before,
            from,
            impact.Currency,
            impact.Plan,
            [.. own.Select(ImpactChange.Of)],
            [.. impact.Cycles.Select(ImpactCycle.Of)],
            [.. impact.Denied.Select(ImpactDenial.Of)],
            impact.StepsWithoutCase,
            impact.Refused,
            now,
            ToldRecord.Of(AmendmentNotice.Of(version, from, impact, own, Level(last), now), now)
        );
    }

    /// <summary>Told of a version, told that it was taken back, told of it again: each is one further in a series.</summary>
    private static long Level(ImpactEntry? last) => last?.Told.Level + 2 ?? 1;
}

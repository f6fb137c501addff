using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;

namespace Evenhand.Core.Replaying;

/// <summary>Replays the events of one account: what the set of them comes to, whatever their order in the input.</summary>
public static class AccountReplay
{
    /// <summary>Replays an account.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    public static AccountOutcome Run(ReplayContext context, int number) =>
        Run(context, number, null);

    /// <summary>Replays an account while somebody looks on.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    /// <param name="watch">Who looks on; null for nobody.</param>
    public static AccountOutcome Run(ReplayContext context, int number, ReplayWatch? watch) =>
        Run(context, number, watch, []);

    /// <summary>Replays an account of which it is known what comparisons with others come to.</summary>
    internal static AccountOutcome Run(
        ReplayContext context,
        int number,
        ReplayWatch? watch,
        IReadOnlyList<Compared> compared
    )
    {
        var replay = new CanonicalFold(context, number, watch) { Compared = compared };
        return Outcome(replay, Moment.Earliest, replay => replay.Run(number));
    }

    /// <summary>
    /// Replays an account's life. What came of it before the last checkpoint is in the outcome, but for asks, and for
    /// events that were no good or found nothing to act on.
    /// </summary>
    /// <param name="life">The life.</param>
    /// <param name="watch">Who looks on; null for nobody.</param>
    /// <exception cref="Keeping.BadSnapshotException">Its checkpoints are no good; without them it can be replayed.</exception>
    public static AccountOutcome Run(AccountLife life, ReplayWatch? watch)
    {
        var replay = new CanonicalFold(life, watch);
        return Outcome(replay, life.StatedFrom, replay => replay.Run(life));
    }

    /// <summary>Folds an account to go on with it live; null where it is not open.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    public static LiveAccount? Live(ReplayContext context, int number)
    {
        var replay = new CanonicalFold(context, number, null);
        replay.Run(number);
        return Live(replay, context.Rules);
    }

    /// <summary>Folds an account's life to go on with it live; null where it is not open.</summary>
    /// <param name="life">The life.</param>
    /// <param name="watch">Who looks on; null for nobody.</param>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    /// <exception cref="Keeping.BadSnapshotException">Its checkpoints are no good; without them it can be folded.</exception>
    public static LiveAccount? Live(AccountLife life, ReplayWatch? watch)
    {
        var replay = new CanonicalFold(life, watch);
        replay.Run(life);
        return Live(replay, life.Named.Rules);
    }

    /// <summary>All that was said is said again: whoever goes on knows what was told.</summary>
    private static LiveAccount? Live(CanonicalFold replay, Rulebook rules)
    {
        if (replay.Fold is not { } fold)
            return null;
        fold.Shared.Effects.AddRange(replay.Came.Said);
        foreach (var state in fold.States)
            state.Watcher = null;
        return new LiveAccount(rules, fold, replay.Voids, replay.Settled);
    }

    private static AccountOutcome Outcome(
        CanonicalFold replay,
        Moment from,
        Action<CanonicalFold> run
    )
    {
        try
        {
            run(replay);
            return new AccountOutcome(replay.Outcome(from), replay.Rejections)
            {
                Account = replay.Account,
                Usages = [.. replay.Came.Usages],
            };
        }
        catch (OverflowException)
        {
            return new AccountOutcome([], [.. replay.Rejections, replay.LeftOut()]);
        }
    }

    /// <summary>An account of which nothing is known but its opening; null, with what is wrong, where it opens nothing.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="accounts">Names of accounts.</param>
    /// <param name="sources">Names of sources.</param>
    /// <param name="opening">The record of the opening.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <param name="fault">What is wrong; null where nothing is.</param>
    public static LiveAccount? Opened(
        Rulebook rules,
        NameTable accounts,
        NameTable sources,
        byte[] opening,
        long seed,
        out Fault? fault
    )
    {
        var set = new EventSet(1);
        set.Add(Alone(opening), (_, _) => { });
        var head = Record.Head(opening, 0);
        var name = new NameTable(seed);
        var number = name.NewCache().Intern(accounts.Bytes(head.Account));
        var context = new ReplayContext(
            rules,
            set,
            name,
            sources,
            head.Time.Next,
            seed,
            rates: new Rates()
        );
        var replay = new CanonicalFold(context, number, null);
        replay.Run(number);
        fault = replay.Rejections is [var first, ..] ? first.Fault : null;
        return replay.Fold is { } fold
            ? new LiveAccount(rules, fold, Voids.None, replay.Settled)
            : null;
    }

    /// <summary>
    /// The record as that of the first account of a set: a set has room for every number up to the highest, and whoever
    /// opens the last of many accounts should not pay for all.
    /// </summary>
    private static byte[] Alone(byte[] opening)
    {
        var alone = opening.AsSpan().ToArray();
        MemoryMarshal.AsRef<RecordHead>(alone.AsSpan()).Account = 1;
        return alone;
    }
}

/// <summary>What an account's events came to.</summary>
/// <param name="Effects">In the order of time; the wallet last.</param>
/// <param name="Rejections">Events that were no good.</param>
public sealed record AccountOutcome(
    ImmutableArray<Effect> Effects,
    ImmutableArray<Rejection> Rejections
)
{
    /// <summary>The account.</summary>
    public AccountId Account { get; init; }

    /// <summary>What it used in the cycles that ended, where that is compared with others.</summary>
    public ImmutableArray<CycleUsage> Usages { get; init; } = [];
}

/// <summary>An event or line that was rejected.</summary>
/// <param name="File">The number of its file.</param>
/// <param name="Line">Its line, from 1; 0 where no single line is at fault.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record Rejection(int File, int Line, Fault Fault);

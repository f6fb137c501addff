using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Record = Evenhand.Core.Stream.Record;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>Lines of events, and the lives of the accounts that they make up.</summary>
internal sealed class FoldedLife
{
    private readonly ReplayContext context;

    public FoldedLife(IEnumerable<string> lines, PolicyShelf shelf)
    {
        var (accounts, sources, set) = (new NameTable(0), new NameTable(0), new EventSet());
        var parser = new EventParser(shelf.Catalogue, accounts, sources, 0);
        var writer = new RecordWriter();
        foreach (var (line, i) in lines.Select((line, i) => (line, i)))
            parser.TryParse(Encoding.UTF8.GetBytes(line), 0, i + 1, writer, out _);
        set.Add(writer.Take(), (_, _) => { });
        context = new ReplayContext(new Rulebook(shelf), set, accounts, sources, null, 0);
    }

    public IEnumerable<int> Accounts => context.Set.Accounts.Where(account => account != 0);

    /// <summary>Where it ends.</summary>
    public Moment Until => context.Until;

    public AccountOutcome Whole(int account) => AccountReplay.Run(context, account);

    /// <summary>What the last cycles of an account would have been, folded from its opening or from a checkpoint on.</summary>
    /// <exception cref="BadSnapshotException">The version counts otherwise than those that the checkpoint knows.</exception>
    public Impact? Tried(
        BacktestRules other,
        int account,
        ImmutableArray<Checkpoint> before,
        IReadOnlyList<Moment> bounds,
        out Moment start
    )
    {
        var watch = new Backtest(other, 3, context.Until);
        var outcome = Run(account, before, bounds, null, watch);
        start = watch.Start;
        return watch.Of(outcome, context.Rates);
    }

    /// <summary>The checkpoints of a life that is folded from its opening on, each once through bytes.</summary>
    public ImmutableArray<Checkpoint> Checkpoints(int account)
    {
        var made = new List<Checkpoint>();
        Run(account, [], [], made.Add, new RunOutWatch(Moment.Never, context.Until));
        return [.. made.Select(Again)];
    }

    /// <summary>What an account comes to from a checkpoint on, and what ran out by then.</summary>
    public (AccountOutcome Outcome, byte[] RanOut) From(
        int account,
        ImmutableArray<Checkpoint> before,
        IReadOnlyList<Moment> bounds
    )
    {
        var watch = new RunOutWatch(Moment.Never, context.Until);
        var outcome = Run(account, before, bounds, null, watch);
        var writer = new StateWriter();
        watch.Found.Exchange(writer);
        return (outcome, writer.Written.ToArray());
    }

    /// <summary>The same, as it was found.</summary>
    public (AccountOutcome Outcome, RunOuts RanOut) Watched(
        int account,
        ImmutableArray<Checkpoint> before,
        IReadOnlyList<Moment> bounds
    )
    {
        var watch = new RunOutWatch(Moment.Never, context.Until);
        return (Run(account, before, bounds, null, watch), watch.Found);
    }

    /// <summary>What ran out in a life that is folded from its opening on, as it was found.</summary>
    public RunOuts WhatRanOut(int account) => Watched(account, [], []).RanOut;

    /// <summary>The name of the policy of an account; null where it is not open.</summary>
    public string? PolicyOf(int account) =>
        Whole(account).Effects.OfType<Statement>().FirstOrDefault()?.Policy;

    /// <summary>What ran out in a life that is folded from its opening on.</summary>
    public byte[] RanOut(int account) => From(account, [], []).RanOut;

    /// <summary>Random instants that cut what comes from one on into windows.</summary>
    public IReadOnlyList<Moment> Bounds(Moment from, Random random)
    {
        var first = Moment.Max(from, context.Set.First);
        var inner = Enumerable
            .Range(0, random.Next(5))
            .Select(_ => new Moment(
                random.NextInt64(first.Ticks, Moment.Max(first, context.Set.Last).Next.Ticks)
            ));
        return [from, .. inner.Order()];
    }

    private AccountOutcome Run(
        int account,
        ImmutableArray<Checkpoint> before,
        IReadOnlyList<Moment> bounds,
        Action<Checkpoint>? cut,
        ReplayWatch? watch
    )
    {
        IReadOnlyList<Moment> starts = bounds.Count == 0 ? [Moment.Earliest] : bounds;
        var windows = starts.Select(
            (from, i) =>
                SetOf(
                    account,
                    head =>
                        head.Time >= from && (i + 1 == starts.Count || head.Time < starts[i + 1])
                )
        );
        var named = new ReplayContext(
            context.Rules,
            Named(account),
            context.Accounts,
            context.Sources,
            context.Until,
            0,
            context.EventsBefore,
            context.Rates
        );
        var life = new AccountLife(named, account, windows, before) { Cut = cut };
        return AccountReplay.Run(life, watch);
    }

    /// <summary>Openings, voids and comparisons; to be sure that nothing else matters, with all that any void might name.</summary>
    private EventSet Named(int account)
    {
        var keys = new HashSet<ulong>();
        foreach (var place in context.Set.Of(account))
        {
            var batch = context.Set.Batch(place.Batch);
            if (
                Record.Head(batch, place.Offset).Type == (int)BuiltIns.Kind.Voided
                && Matters.NamedBy(batch, place.Offset, 0) is { } key
            )
                keys.Add(key);
        }
        return SetOf(
            account,
            head =>
                head.Type
                    is (int)BuiltIns.Kind.Opened
                        or (int)BuiltIns.Kind.Voided
                        or (int)BuiltIns.Kind.Compared
                || keys.Contains(head.Key)
        );
    }

    private EventSet SetOf(int account, Func<RecordHead, bool> holds)
    {
        var set = new EventSet(1);
        foreach (var place in context.Set.Of(account))
        {
            var batch = context.Set.Batch(place.Batch);
            ref readonly var head = ref Record.Head(batch, place.Offset);
            if (holds(head))
                set.Add(
                    batch.AsSpan(place.Offset, head.Length).ToArray(),
                    (_, _) => throw new InvalidOperationException("a conflict")
                );
        }
        return set;
    }

    private static Checkpoint Again(Checkpoint checkpoint)
    {
        var writer = new StateWriter();
        Checkpoint.Exchange(writer, checkpoint);
        var reader = new StateReader(writer.Written.ToArray());
        var again = Checkpoint.Exchange(reader, null);
        reader.End();
        return again;
    }
}

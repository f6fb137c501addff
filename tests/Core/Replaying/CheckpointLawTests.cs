using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Tests.Core.Keeping;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Record = Evenhand.Core.Stream.Record;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>A checkpoint changes what a fold costs, never what it comes to.</summary>
public class CheckpointLawTests
{
    [Fact]
    public void A_life_folded_in_windows_and_from_any_checkpoint_comes_to_the_same() =>
        Laws.Hold(8, stream => Hold(stream, Published.Shelf));

    [Fact]
    public void A_life_under_a_policy_of_two_versions_comes_to_the_same_from_any_checkpoint() =>
        Laws.Hold(4, stream => Hold(stream, AccountStream.Amended));

    [Fact]
    public void What_people_decide_comes_to_the_same_from_any_checkpoint() =>
        Laws.Hold(
            20,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var walk = new StandingWalk(seed);
                Hold(walk.Lines, walk.Random, Published.Shelf);
            }
        );

    [Fact]
    public void What_becomes_of_stored_things_comes_to_the_same_from_any_checkpoint() =>
        Laws.Hold(
            20,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var walk = new VaultWalk(seed);
                Hold(walk.Lines, walk.Random, Published.Shelf);
            }
        );

    [Fact]
    public void A_checkpoint_of_another_opening_is_no_good()
    {
        var stream = new RandomStream(11);
        var life = new Life(stream.Lines, Published.Shelf);
        var number = life.Accounts.First(account => life.Whole(account).Effects.Length > 40);
        var made = life.Checkpoints(number);
        var other = life.Accounts.First(account => account != number);
        Should.Throw<BadSnapshotException>(() => life.From(other, [made[^1]], [made[^1].At]));
    }

    private static void Hold(RandomStream stream, PolicyShelf shelf) =>
        Hold(stream.Lines, stream.Random, shelf);

    private static void Hold(IEnumerable<string> lines, Random random, PolicyShelf shelf)
    {
        var life = new Life(lines, shelf);
        foreach (var account in life.Accounts)
        {
            var whole = life.Whole(account);
            var made = life.Checkpoints(account);
            var places = Enumerable.Range(0, made.Length + 1);
            foreach (var kept in places.Where(_ => random.Next(2) == 0))
            {
                // States are dropped at random, but for the one to go on from.
                ImmutableArray<Checkpoint> before =
                [
                    .. made.Take(kept)
                        .Select(
                            (each, i) =>
                                i == kept - 1 || random.Next(2) == 0 ? each : each.WithoutState()
                        ),
                ];
                var from = kept == 0 ? Moment.Earliest : made[kept - 1].At;
                var (outcome, ranOut) = life.From(account, before, life.Bounds(from, random));
                Told(outcome, from).ShouldBe(Told(whole, from));
                ranOut.ShouldBe(life.RanOut(account));
            }
        }
    }

    /// <summary>All that was said and stated; of asks and of what was no good that from an instant on.</summary>
    private static string Told(AccountOutcome outcome, Moment from) =>
        Said.Json([
            .. outcome.Effects.Where(effect =>
                effect is not (Decision or Unmatched) || effect.Time >= from
            ),
        ])
        + string.Join(
            '\n',
            outcome.Effects.OfType<Unmatched>().Where(each => each.Time >= from).Order(ByLine)
        );

    private static readonly Comparer<Unmatched> ByLine = Comparer<Unmatched>.Create(
        (a, b) => a.Line != b.Line ? a.Line.CompareTo(b.Line) : a.Why.Kind.CompareTo(b.Why.Kind)
    );

    /// <summary>Lines of events, and the lives of the accounts that they make up.</summary>
    private sealed class Life
    {
        private readonly ReplayContext context;

        public Life(IEnumerable<string> lines, PolicyShelf shelf)
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

        public AccountOutcome Whole(int account) => AccountReplay.Run(context, account);

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
                            head.Time >= from
                            && (i + 1 == starts.Count || head.Time < starts[i + 1])
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
}

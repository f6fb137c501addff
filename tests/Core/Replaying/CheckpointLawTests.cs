using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Tests.Core.Keeping;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

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
        var life = new FoldedLife(stream.Lines, Published.Shelf);
        var number = life.Accounts.First(account => life.Whole(account).Effects.Length > 40);
        var made = life.Checkpoints(number);
        var other = life.Accounts.First(account => account != number);
        Should.Throw<BadSnapshotException>(() => life.From(other, [made[^1]], [made[^1].At]));
    }

    private static void Hold(RandomStream stream, PolicyShelf shelf) =>
        Hold(stream.Lines, stream.Random, shelf);

    private static void Hold(IEnumerable<string> lines, Random random, PolicyShelf shelf)
    {
        var life = new FoldedLife(lines, shelf);
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
}

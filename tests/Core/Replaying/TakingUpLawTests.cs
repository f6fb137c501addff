using System.Collections.Immutable;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Tests.Core.Backtesting;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>
/// A version that counts as the one before it goes on from checkpoints that know nothing of it: what an account comes to is what it
/// comes to from its opening on. Held of random changes of the published policies.
/// </summary>
public class TakingUpLawTests
{
    private const int Changes = 16;
    private int alike;
    private int otherwise;

    [Fact]
    public void Under_a_version_that_counts_alike_a_life_comes_to_the_same_from_any_checkpoint()
    {
        Laws.Hold(6, stream => Hold(stream.Lines, stream.Random));
        (alike > 40 && otherwise > 40).ShouldBeTrue($"{alike} alike, {otherwise} otherwise");
    }

    [Fact]
    public void So_it_does_where_people_take_steps() =>
        Laws.Hold(
            12,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var walk = new StandingWalk(seed);
                Hold(walk.Lines, walk.Random);
            }
        );

    [Fact]
    public void And_where_things_are_stored() =>
        Laws.Hold(
            12,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var walk = new VaultWalk(seed);
                Hold(walk.Lines, walk.Random);
            }
        );

    [Fact]
    public void A_version_is_tried_from_a_checkpoint_as_from_the_opening()
    {
        Laws.Hold(6, stream => Try(stream.Lines, stream.Random));
        (alike > 40 && otherwise > 40).ShouldBeTrue($"{alike} alike, {otherwise} otherwise");
    }

    [Fact]
    public void So_it_is_where_people_took_steps() =>
        Laws.Hold(
            12,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var walk = new StandingWalk(seed);
                Try(walk.Lines, walk.Random);
            }
        );

    private void Hold(IEnumerable<string> lines, Random random)
    {
        var life = new FoldedLife(lines, Published.Shelf);
        foreach (var account in life.Accounts)
        {
            var made = life.Checkpoints(account);
            for (var i = 0; i < Changes && life.PolicyOf(account) is { } policy && made.Any(); i++)
            {
                var kept = made[..(1 + random.Next(made.Length))];
                var effective = kept[^1].At + TimeSpan.FromHours(random.Next(3) * random.Next(900));
                if (
                    effective >= life.Until
                    || Changed.One(policy, effective.Instant, random) is not { } changed
                )
                    continue;
                var later = new FoldedLife(lines, Changed.With(changed.Version));
                if (From(later, account, kept, random) is not { } from)
                    continue;
                Told(from.Outcome).ShouldBe(Told(later.Whole(account)), changed.What);
                RanOut(changed.Version, from.RanOut)
                    .ShouldBe(RanOut(changed.Version, later.WhatRanOut(account)), changed.What);
            }
        }
    }

    private (AccountOutcome Outcome, Evenhand.Core.Viewing.RunOuts RanOut)? From(
        FoldedLife life,
        int account,
        ImmutableArray<Checkpoint> before,
        Random random
    )
    {
        try
        {
            var found = life.Watched(account, before, life.Bounds(before[^1].At, random));
            alike++;
            return found;
        }
        catch (BadSnapshotException)
        {
            otherwise++;
            return null;
        }
    }

    private void Try(IEnumerable<string> lines, Random random)
    {
        var life = new FoldedLife(lines, Published.Shelf);
        foreach (var account in life.Accounts)
        {
            var made = life.Checkpoints(account);
            for (var i = 0; i < Changes && life.PolicyOf(account) is { } policy && made.Any(); i++)
            {
                if (Changed.One(policy, RandomStream.End, random) is not { } changed)
                    continue;
                var rules = new BacktestRules(changed.Version);
                var whole = life.Tried(rules, account, [], [], out var start);
                ImmutableArray<Checkpoint> before = [.. made.TakeWhile(each => each.At <= start)];
                if (before.IsEmpty)
                    continue;
                try
                {
                    var bounds = life.Bounds(before[^1].At, random);
                    var from = life.Tried(rules, account, before, bounds, out _);
                    Tried.Text(from).ShouldBe(Tried.Text(whole), changed.What);
                    alike++;
                }
                catch (BadSnapshotException)
                {
                    otherwise++;
                }
            }
        }
    }

    /// <summary>All that was said and stated, but for what is told once as it is folded.</summary>
    private static string Told(AccountOutcome outcome) =>
        Said.Json([.. outcome.Effects.Where(effect => effect is not (Decision or Unmatched))]);

    /// <summary>When limits ran out that no cycle or day begins afresh.</summary>
    private static string RanOut(PolicyVersion version, Evenhand.Core.Viewing.RunOuts found) =>
        string.Join(
            ' ',
            version
                .Limits.Where(limit => CountsAlike.GoesOn(version, limit))
                .Select(limit =>
                    found.At(
                        (
                            version.Version,
                            Evenhand.Core.Viewing.AllowanceKind.Limit,
                            limit.Place.Index
                        ),
                        0
                    )
                )
        );
}

using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Tests.Model;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>What stands behind a line adds up to it, and nothing else does anything to it.</summary>
public sealed class LineLawTests
{
    [Fact]
    public void Over_random_streams_the_events_behind_a_line_add_up_to_its_quantity()
    {
        var clauses = new HashSet<string>();
        Laws.Hold(
            10,
            stream =>
            {
                var behind = new Behind(stream.Lines, Published.Shelf, RandomStream.End);
                foreach (var account in behind.Accounts)
                foreach (var statement in behind.Statements(account))
                    clauses.UnionWith(AddsUp(behind, account, statement));
            }
        );
        if (Laws.IsOfOneStream)
            return;
        clauses.ShouldContain("volume-plan");
        clauses.ShouldContain("api-calls");
    }

    [Fact]
    public void Under_versions_that_follow_each_other_they_add_up_too() =>
        Laws.Hold(
            5,
            stream =>
            {
                var shelf = Keeping.AccountStream.Amended;
                var behind = new Behind(stream.Lines, shelf, RandomStream.End);
                foreach (var account in behind.Accounts)
                foreach (var statement in behind.Statements(account))
                    AddsUp(behind, account, statement);
            }
        );

    [Fact]
    public void Without_the_events_behind_a_line_nothing_is_left_of_it()
    {
        var (tried, random) = (0, new Random());
        var fine = Terms.All().Where(terms => terms.Refusals().Count == 0).ToList();
        for (var i = 0; i < 60; i++)
        {
            var terms = fine[random.Next(fine.Count)];
            var seed = random.Next();
            var shelf = CombinationTests.Shelf(terms);
            var life = Life.Random(seed, terms.Good);
            var lines = CombinationTests.StoryOf(life, shelf).Lines;
            tried += IsAllThereIs(lines, shelf, life, $"{terms}, seed {seed}");
        }
        tried.ShouldBeGreaterThan(60);
    }

    /// <summary>The flow lines of a statement are what the events behind them counted. Returns their clauses.</summary>
    private static IEnumerable<string> AddsUp(Behind behind, int account, Statement statement)
    {
        foreach (var lines in statement.Lines.GroupBy(line => line.Clause))
        {
            if (behind.IsOfStock(statement, lines.First()))
                continue;
            var shares = behind.Of(account, statement, lines.Key.Slug);
            var sum = shares.Values.Aggregate(Rational.Zero, (all, share) => all + share!.Value);
            var waiting = statement.Unpriced.Where(each => each.Clause == lines.Key);
            var stated = Sum(
                lines.Select(line => line.Quantity).Concat(waiting.Select(each => each.Amount))
            );
            sum.ToString().ShouldBe(stated.ToString(), $"{statement.Account} {lines.Key}");
            if (shares.Count > 0)
                yield return lines.Key.Slug;
        }
    }

    /// <summary>
    /// Leaves out what stands behind each line that the life's first month has, and finds its usage gone; what is left
    /// has nothing behind it.
    /// </summary>
    private static int IsAllThereIs(
        IReadOnlyList<string> lines,
        PolicyShelf shelf,
        Life life,
        string told
    )
    {
        var until = Story.Instant(Happening.Time(life.Bounds[^1]));
        var behind = new Behind(lines, shelf, until);
        var account = behind.Accounts.Single();
        var tried = 0;
        foreach (var statement in behind.Statements(account).Take(2))
        foreach (var clause in statement.Lines.Select(line => line.Clause).Distinct())
        {
            var shares = behind.Of(account, statement, clause.Slug);
            var rest = lines.Where((_, place) => !shares.ContainsKey(place));
            var without = new Behind(rest, shelf, until);
            var same = without
                .Statements(without.Accounts.Single())
                .Single(each => each.From == statement.From);
            without.Of(without.Accounts.Single(), same, clause.Slug).ShouldBeEmpty(told);
            if (shares.Values.All(share => share is not null))
                same.Lines.Where(line => line.Clause == clause)
                    .ShouldAllBe(line => line.Quantity.IsZero, told);
            tried += shares.Count > 0 ? 1 : 0;
        }
        return tried;
    }

    private static Rational Sum(IEnumerable<Quantity> quantities) =>
        quantities.Aggregate(Rational.Zero, (all, each) => all + each.Number);
}

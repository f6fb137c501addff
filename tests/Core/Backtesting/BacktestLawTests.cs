using Evenhand.Core.Backtesting;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Tests.Core.Keeping;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Backtesting;

/// <summary>What holds of whatever an account did and whatever another version says.</summary>
public sealed class BacktestLawTests
{
    [Fact]
    public void A_version_beside_itself_differs_in_nothing() =>
        Laws.Hold(
            12,
            stream =>
            {
                var tried = new Tried(stream.Lines, Published.Shelf, RandomStream.End);
                foreach (var account in tried.Accounts)
                    IsTheSame(tried, account);
            }
        );

    [Fact]
    public void Nor_does_it_where_people_took_steps() =>
        Laws.Hold(
            40,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var walk = new StandingWalk(seed);
                var tried = new Tried(walk.Lines, Published.Shelf, RandomStream.End);
                foreach (var account in tried.Accounts)
                    IsTheSame(tried, account);
            }
        );

    [Fact]
    public void The_money_of_the_versions_in_force_is_that_of_the_statements()
    {
        var cycles = 0;
        Laws.Hold(
            8,
            stream =>
            {
                var shelf = AccountStream.Amended;
                var tried = new Tried(stream.Lines, shelf, RandomStream.End);
                foreach (var account in tried.Accounts)
                foreach (
                    var version in tried.InForce(account) is { } last
                        ? shelf.Versions(last.Name)
                        : []
                )
                    cycles += AddsUp(
                        tried.Under(version, account)!,
                        [.. tried.Statements(account)]
                    );
            }
        );
        cycles.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Shuffled_and_repeated_input_changes_nothing() =>
        Laws.Hold(
            8,
            stream =>
            {
                var shelf = AccountStream.Amended;
                string[] lines = [.. stream.Lines];
                string[] mixed = [.. lines.Concat(lines.Take(40))];
                stream.Random.Shuffle(mixed);
                Told(mixed, shelf).ShouldBe(Told(lines, shelf));
            }
        );

    private static void IsTheSame(Tried tried, int account)
    {
        if (tried.InForce(account) is not { } version)
            return;
        var impact = tried.Under(version, account).ShouldNotBeNull();
        impact.Cycles.ShouldNotBeEmpty();
        impact.IsNothing.ShouldBeTrue(Tried.Text(impact));
        impact.Denied.ShouldBeEmpty();
    }

    private static int AddsUp(Impact impact, Statement[] statements)
    {
        foreach (var cycle in impact.Cycles)
        {
            var stated = statements.Single(statement => statement.From == cycle.From);
            cycle.InForce.ShouldBe(new Owed(stated.Due.Amount, stated.Proposed.Amount));
        }
        return impact.Cycles.Length;
    }

    /// <summary>All that is told of all accounts under all versions.</summary>
    private static string Told(IEnumerable<string> lines, PolicyShelf shelf)
    {
        var tried = new Tried(lines, shelf, RandomStream.End);
        return string.Join(
            '\n',
            tried
                .Accounts.SelectMany(account =>
                    (tried.InForce(account) is { } last ? shelf.Versions(last.Name) : []).Select(
                        version => Tried.Text(tried.Under(version, account))
                    )
                )
                .Order()
        );
    }
}

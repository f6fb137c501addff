using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

public class AdjustmentLawTests
{
    /// <summary>
    /// Random streams reach the node in random order while months go by and statements are made in between; once all
    /// has come and one more statement is made, what was stated and corrected adds up to what is expected.
    /// </summary>
    [Fact]
    public async Task What_was_stated_and_corrected_adds_up_to_what_is_expected()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var streams = Environment.GetEnvironmentVariable("EVENHAND_STREAMS") is { } many
            ? int.Parse(many)
            : 4;
        for (var i = 0; i < streams; i++)
            await Hold(seed + i);
    }

    private static async Task Hold(int seed)
    {
        var stream = new RandomStream(seed, perAccount: 60);
        var random = new Random(seed);
        await using var served = await ServedNode.At("2026-01-01");
        var reserving = new Reserving(served);
        var openings = stream.Events.Where(each => each.Type == "account.opened").ToArray();
        var others = stream
            .Events.Where(each => each.Type is not ("account.opened" or "gate.asked"))
            .ToArray();
        random.Shuffle(others);
        await served.SendAsync([.. openings.Select(each => each.Line)]);
        foreach (var batch in others.Chunk(1 + others.Length / 8))
        {
            await served.SendAsync([.. batch.Select(each => each.Line)]);
            await reserving.SomeAsync(stream);
            served.Clock.Add(TimeSpan.FromDays(random.Next(40)));
            await served.Node.LookAfterDueAsync();
            if (random.Next(4) == 0)
                await served.RestartAsync(snapshots: random.Next(2) == 0);
        }
        if (served.Clock.GetUtcNow() < RandomStream.End.ToDateTimeOffset())
            served.Clock.Set(RandomStream.End.ToString());
        for (var i = 0; i < 4; i++)
        {
            served.Clock.Add(TimeSpan.FromDays(34));
            await served.Node.LookAfterDueAsync();
        }
        foreach (var opening in openings)
            Compare(served, opening.Account, seed);
        foreach (var opening in openings)
            Told.ToldLaw.Hold(served, opening.Account, seed);
    }

    internal static void Compare(ServedNode served, string account, int seed)
    {
        var stated = served.Stated(account);
        stated.ShouldNotBeEmpty();
        var expected = served
            .Node.Statements(new AccountId(account))!
            .Where(each => !each.Closing && each.Stated is not null)
            .Select(each =>
                served.Node.Statement(new AccountId(account), each.FirstDay, expected: true)
            )
            .OfType<CycleStatement>();
        var should = Sums(
            expected.SelectMany(each => each.Statement.Lines.Select(line => (each.FirstDay, line)))
        );
        var was = Sums(
            stated
                .SelectMany(each => each.Statement.Lines.Select(line => (each.FirstDay, line)))
                .Concat(
                    stated.SelectMany(each => each.Adjustments.Select(of => (of.Cycle, of.Line)))
                )
        );
        was.ShouldBe(
            should,
            $"{account} of seed {seed}\n{string.Join('\n', stated.Select(Shown))}"
        );
        foreach (var each in stated)
            Total(each, LineStatus.Due).ShouldBe(each.Statement.Due.Amount);
    }

    /// <summary>What each cycle, clause and status comes to; what comes to nothing is left out.</summary>
    private static string[] Sums(IEnumerable<(string Cycle, Line Line)> lines) =>
        [
            .. lines
                .GroupBy(each => (each.Cycle, each.Line.Clause, each.Line.Status))
                .Select(each => (each.Key, Amount: each.Sum(line => line.Line.Amount.Amount)))
                .Where(each => each.Amount != 0)
                .Select(each => $"{each.Key} {each.Amount:0.00}")
                .Order(StringComparer.Ordinal),
        ];

    private static string Shown(CycleStatement each) =>
        $"{each.FirstDay} stated {each.Stated!.Value.Instant}: "
        + string.Join(", ", each.Statement.Lines.Select(line => $"{line.Clause} {line.Amount}"))
        + string.Concat(
            each.Adjustments.Select(of =>
                $"\n    {of.Because} of {of.Cycle}: {AdjustmentTests.Figures(of)}"
            )
        );

    private static decimal Total(CycleStatement statement, LineStatus status) =>
        statement
            .Statement.Lines.Concat(statement.Adjustments.Select(each => each.Line))
            .Where(line => line.Status == status)
            .Sum(line => line.Amount.Amount);
}

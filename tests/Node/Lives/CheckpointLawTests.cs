using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Node.Settings;
using Evenhand.Node.Views;
using Evenhand.Policies;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Lives;

/// <summary>
/// Random streams reach a node in random order, some events again when the door has forgotten them and some of those under
/// another time, while months go by, statements are made, and checkpoints are dropped at random: whatever is read is what
/// somebody reads who folds the whole life anew, and statements are those of a replay.
/// </summary>
public class CheckpointLawTests
{
    [Fact]
    public async Task Whatever_checkpoints_are_dropped_what_is_read_is_that_of_the_whole_life()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        var streams = Environment.GetEnvironmentVariable("EVENHAND_STREAMS") is { } many
            ? int.Parse(many, CultureInfo.InvariantCulture)
            : 3;
        for (var i = 0; i < streams; i++)
            await HoldAsync(seed + i);
    }

    private static async Task HoldAsync(int seed)
    {
        var (stream, dice) = (new RandomStream(seed, perAccount: 60), new Random(seed));
        await using var served = await ServedNode.At(
            "2026-01-01",
            each =>
                each with
                {
                    MostInWindow = 1_500,
                    LeastKept = 0,
                    Repeats = Duration.FromDays(5),
                }
        );
        var openings = stream.Events.Where(each => each.Type == "account.opened").ToArray();
        var others = stream
            .Events.Where(each => each.Type is not ("account.opened" or "gate.asked"))
            .ToArray();
        dice.Shuffle(others);
        List<string> sent = [.. openings.Select(each => each.Line)];
        await served.SendAsync([.. sent]);
        foreach (var batch in others.Chunk(1 + others.Length / 8))
        {
            string[] lines =
            [
                .. batch.Select(each => each.Line),
                .. sent.Where(_ => dice.Next(20) == 0).Select(line => Again(line, dice)),
            ];
            sent.AddRange(lines);
            await served.SendAsync(lines);
            served.Clock.Add(TimeSpan.FromDays(dice.Next(40)));
            await served.Node.LookAfterDueAsync();
            served.Node.DropCheckpoints(() => dice.Next(3) == 0);
            if (dice.Next(4) == 0)
                await served.RestartAsync(snapshots: dice.Next(2) == 0);
            foreach (var opening in openings)
                if (dice.Next(2) == 0)
                {
                    Compare(served, opening.Account, seed);
                    CompareWallet(served, opening.Account, 5 + dice.Next(20), seed);
                }
        }
        if (served.Clock.GetUtcNow() < RandomStream.End.ToDateTimeOffset())
            served.Clock.Set(RandomStream.End.ToString());
        var until = served.Now.Instant;
        var replayed = Replays.Of([.. sent], until).Effects.OfType<Statement>();
        foreach (var account in replayed.GroupBy(each => each.Account))
            served
                .Expected(account.Key.Text)
                .ShouldBe(Said.Json([.. account.Cast<Effect>()]), $"{account.Key} of seed {seed}");
    }

    /// <summary>The event again, or another that has its name: under another time.</summary>
    private static string Again(string line, Random dice) =>
        dice.Next(2) == 0
            ? line
            : System.Text.RegularExpressions.Regex.Replace(
                line,
                "\"time\": ?\"[^\"]*\"",
                $"\"time\":\"2026-0{1 + dice.Next(4)}-1{dice.Next(10)}T12:00:00Z\""
            );

    private static void Compare(ServedNode served, string account, int seed)
    {
        var whole = Onlooker.Open(
            new NodeSettings { Policies = RepositoryFile.PathOf("policies") },
            served.Ledger,
            served.Clock,
            NullLogger.Instance
        );
        var node = served.Node;
        var read = Told(
            new Reads(
                id => node.Statements(id),
                node.Statement,
                node.EventsBehind,
                node.Events,
                node.Usage
            ),
            new AccountId(account)
        );
        var should = Told(
            new Reads(
                whole.Statements,
                whole.Statement,
                whole.EventsBehind,
                whole.Events,
                whole.Usage
            ),
            new AccountId(account)
        );
        read.ShouldBe(should, $"{account} of seed {seed}");
    }

    /// <summary>Pages begin at checkpoints, a list of all movements at the opening.</summary>
    private static void CompareWallet(ServedNode served, string account, int limit, int seed)
    {
        if (served.Node.Wallet(new AccountId(account), null, int.MaxValue) is not { } whole)
            return;
        var paged = new List<WalletEvent>();
        for (string? after = "0"; after is not null; )
        {
            var page = served.Node.Wallet(new AccountId(account), after, limit)!;
            page.Balance.ShouldBe(whole.Balance, $"{account} of seed {seed}");
            paged.AddRange(page.Events);
            after = page.Next;
        }
        paged.ShouldBe(whole.Events, $"{account} of seed {seed}");
    }

    private static List<string> Told(Reads reads, AccountId account)
    {
        var told = new List<string>();
        foreach (var each in reads.Statements(account)!)
        {
            told.Add($"{each.FirstDay} {each.Running} {Said.Json([each.Statement])}");
            told.AddRange(each.Pending.Select(of => $"pending {of.Cycle} {of.Because} {of.Line}"));
            foreach (var expected in (bool[])[false, true])
            {
                if (reads.Statement(account, each.FirstDay, expected) is not { } one)
                    continue;
                told.Add(Said.Json([one.Statement]));
                foreach (var line in one.Statement.Lines)
                    told.AddRange(
                        reads
                            .Behind(
                                account,
                                each.FirstDay,
                                line.Clause.Slug,
                                null,
                                1_000,
                                expected
                            )!
                            .Items
                    );
            }
        }
        foreach (
            var each in reads.Events(new EventQuery(account, null, null, null), null, 50)!.Items
        )
            told.Add(
                $"{each.Event} {each.Fate.Outcome} {each.Fate.Fault} {string.Join(' ', each.Fate.Touched)}"
            );
        foreach (var series in reads.Usage(account, null, null, SeriesWindow.Day, null)!)
            told.Add($"{series.Meter} {string.Join(' ', series.Points)}");
        return told;
    }

    private sealed record Reads(
        Func<AccountId, IReadOnlyList<CycleStatement>?> Statements,
        Func<AccountId, string, bool, CycleStatement?> Statement,
        Func<AccountId, string, string, string?, int, bool, Page<string>?> Behind,
        Func<EventQuery, string?, int, Page<ToldEvent>?> Events,
        Func<AccountId, Moment?, Moment?, SeriesWindow, string?, IReadOnlyList<MeterSeries>?> Usage
    );
}

using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Whatever order events reach a node in, however often, and however often it stops: its statements are those of a replay.</summary>
public class ReplayEqualsLiveTests
{
    public static TheoryData<string> Names => AcceptanceCasesTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Expected_statements_are_those_of_a_replay(string name)
    {
        var lines = ServedCase
            .Lines(name)
            .Where(line => (string)JsonNode.Parse(line)!["type"]! != "gate.asked")
            .ToArray();
        var end = JsonNode.Parse(
            File.ReadAllText(RepositoryFile.PathOf($"tests/Cases/{name}.expected.json"))
        )!["until"];
        var until = (string?)end ?? "2031-01-01";
        var dice = new Random(name.Length);
        await using var served = await ServedNode.At(until);
        foreach (var batch in Shuffled(lines, dice).Chunk(1 + lines.Length / 7))
        {
            await served.SendAsync(batch);
            await served.SendAsync(batch[..((batch.Length + 1) / 2)]);
            if (dice.Next(3) == 0)
                await served.RestartAsync(snapshots: dice.Next(2) == 0);
        }
        var replayed = Replays.Of(lines, Story.Instant(until)).Effects.OfType<Statement>();
        foreach (var account in replayed.GroupBy(each => each.Account))
            served.Expected(account.Key.Text).ShouldBe(Said.Json([.. account.Cast<Effect>()]));
    }

    [Fact]
    public async Task Expected_statements_of_random_streams_are_those_of_a_replay()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        for (var i = 0; i < 3; i++)
        {
            var stream = new RandomStream(seed + i, perAccount: 200);
            var lines = stream
                .Events.Where(each => each.Type != "gate.asked")
                .Select(each => each.Line)
                .ToArray();
            await using var served = await ServedNode.At(RandomStream.End.ToString());
            var reserving = new Reserving(served);
            foreach (var batch in Shuffled(lines, stream.Random).Chunk(1 + lines.Length / 6))
            {
                await served.SendAsync(batch);
                await reserving.SomeAsync(stream);
                if (stream.Random.Next(3) == 0)
                    await served.RestartAsync(snapshots: stream.Random.Next(2) == 0);
            }
            var replayed = Replays.Of(lines, RandomStream.End).Effects.OfType<Statement>();
            foreach (var account in replayed.GroupBy(each => each.Account))
                served
                    .Expected(account.Key.Text)
                    .ShouldBe(
                        Said.Json([.. account.Cast<Effect>()]),
                        $"{account.Key} of seed {seed + i}"
                    );
        }
    }

    private static string[] Shuffled(string[] lines, Random dice)
    {
        var shuffled = lines.ToArray();
        dice.Shuffle(shuffled);
        return shuffled;
    }
}

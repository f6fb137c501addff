using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>A live answer is the one that a replay of all that came before it gives.</summary>
public class LiveGateTests
{
    public static TheoryData<string> Names =>
        [.. AcceptanceCasesTests.Names.Select(each => (string)each).Where(IsInOrder)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Live_answers_are_those_that_the_case_expects(string name)
    {
        var events = ServedCase.Lines(name).Select(line => new TimedLine(line)).ToArray();
        var first = events.Min(each => each.Time);
        await using var served = await ServedNode.At(InstantPattern.ExtendedIso.Format(first));
        var answers = new List<string>();
        foreach (var run in Runs(events))
        {
            served.Clock.Set(InstantPattern.ExtendedIso.Format(run[0].Time));
            if (run[0].IsAsk)
                answers.Add(await Answer(served, run[0]));
            else
                await served.SendAsync([.. run.Select(each => each.Line)]);
        }
        answers.ShouldBe(
            Replays
                .Of(events.Select(each => each.Line), null)
                .Effects.OfType<Decision>()
                .Select(Told)
        );
    }

    [Fact]
    public async Task Live_answers_to_random_streams_are_those_of_a_replay()
    {
        for (var i = 0; i < 3; i++)
        {
            var seed = Random.Shared.Next();
            var stream = new RandomStream(seed, perAccount: 150);
            var events = stream
                .Events.Where(each => each.Type != "usage.voided")
                .Select(each => new TimedLine(each.Line))
                .ToArray();
            await using var served = await ServedNode.At("2026-01-01");
            var answers = new List<string>();
            foreach (var run in Runs([.. events.OrderBy(each => each)]))
            {
                served.Clock.Set(InstantPattern.ExtendedIso.Format(run[0].Time));
                if (stream.Random.Next(20) == 0)
                    await served.Node.LookAfterDueAsync();
                if (run[0].IsAsk)
                    answers.Add(await Answer(served, run[0]));
                else
                    await served.SendAsync([.. run.Select(each => each.Line)]);
            }
            var replayed = Replays.Of(events.Select(each => each.Line), null).Effects;
            var decided = replayed.OfType<Decision>().ToDictionary(each => each.Id, Told);
            foreach (
                var answer in answers.Where(each =>
                    !each.EndsWith("ended", StringComparison.Ordinal)
                )
            )
                answer.ShouldBe(decided[answer.Split(' ')[0]], $"the seed is {seed}");
            answers.Count.ShouldBeGreaterThan(50);
        }
    }

    /// <summary>Events that are sent together: those before the next ask, and each ask by itself.</summary>
    private static IEnumerable<TimedLine[]> Runs(IReadOnlyList<TimedLine> events)
    {
        var run = new List<TimedLine>();
        foreach (var each in events.Order())
        {
            if (run.Count > 0 && (each.IsAsk || each.Time != run[0].Time))
            {
                yield return [.. run];
                run.Clear();
            }
            if (each.IsAsk)
                yield return [each];
            else
                run.Add(each);
        }
        if (run.Count > 0)
            yield return [.. run];
    }

    private static async Task<string> Answer(ServedNode served, TimedLine ask)
    {
        var data = ask.Event["data"]!.AsObject().DeepClone().AsObject();
        data["account"] = (string?)ask.Event["subject"];
        data["id"] = (string?)ask.Event["id"];
        try
        {
            var outcome = await served.Node.AskAsync(
                System.Text.Encoding.UTF8.GetBytes(data.ToJsonString()),
                null
            );
            return Told(outcome.Decision);
        }
        catch (Evenhand.Node.Refusals.RequestException ended)
            when (ended.Message == "the account has ended")
        {
            return $"{data["id"]} ended";
        }
    }

    private static string Told(Decision decision) =>
        $"{decision.Id} {decision.Outcome} {string.Join(' ', decision.Reasons.Select(each => each.Clause))}";

    /// <summary>Whether a stream takes nothing back, so that what was answered stands.</summary>
    private static bool IsInOrder(string name)
    {
        var events = ServedCase.Lines(name).Select(line => new TimedLine(line)).ToArray();
        return events.Any(each => each.IsAsk)
            && events.Length < 20_000
            && events.All(each => (string)each.Event["type"]! != "usage.voided");
    }

    private sealed class TimedLine(string line) : IComparable<TimedLine>
    {
        public string Line => line;

        public JsonNode Event { get; } = JsonNode.Parse(line)!;

        public Instant Time { get; } = Story.Instant((string)JsonNode.Parse(line)!["time"]!);

        public bool IsAsk => (string)Event["type"]! == "gate.asked";

        /// <summary>The canonical order: time, source, id; an opening comes first at its instant.</summary>
        public int CompareTo(TimedLine? other)
        {
            var byTime = Time.CompareTo(other!.Time);
            if (byTime != 0)
                return byTime;
            var byOpening = IsOpening(other).CompareTo(IsOpening(this));
            if (byOpening != 0)
                return byOpening;
            var bySource = string.CompareOrdinal(
                (string)Event["source"]!,
                (string)other.Event["source"]!
            );
            return bySource != 0
                ? bySource
                : string.CompareOrdinal((string)Event["id"]!, (string)other.Event["id"]!);
        }

        private static bool IsOpening(TimedLine line) =>
            (string)line.Event["type"]! == "account.opened";
    }
}

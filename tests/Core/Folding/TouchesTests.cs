using Evenhand.Tests.Core.Gate;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

/// <summary>What an act touches lies on the stack while it counts.</summary>
public class TouchesTests
{
    private const int Acts = 20_000;

    [Theory]
    [InlineData(
        "meter: { of: letter.sent, within: cycle }\nlimit: { amount: 1000000 letters, gate: deny, opens: case }"
    )]
    [InlineData("bucket: { of: letter.sent, rate: 5, holds: 9 seconds, gate: deny }")]
    [InlineData(
        "ratio: { of: letter.returned, to: letter.sent, within: day }\nlimit: { amount: 9 %, gate: deny }"
    )]
    [InlineData(
        "balance: { adds: letter.sent, takes: letter.returned }\nlimit: { amount: 1000000 letters, gate: deny }"
    )]
    public void Counting_an_act_takes_no_memory(string rule)
    {
        var account = Lived.Under(rule);
        account.Allocates(Letters("warm", 100));
        account.Allocates(Letters("counted", Acts)).ShouldBeLessThan(Acts);
    }

    [Fact]
    public void An_act_may_touch_more_than_the_stack_has_room_for()
    {
        var meters = string.Join(
            '\n',
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    $"### Rule {i}\n```yaml rule\nmeter: {{ of: letter.sent, within: day }}\nlimit: {{ amount: {i + 1} letters, gate: deny }}\n```\n"
                )
        );
        var account = Lived
            .Under("---\npolicy: harbour\nversion: 1\neffective: 2026-01-01\n---\n" + meters)
            .Then("letter.sent", """{"count":40}""");
        account.Ask("letter.sent").Decision.Reasons.Length.ShouldBe(40);
        account.Ask("letter.sent").Bounds.Length.ShouldBe(50);
    }

    private static IEnumerable<string> Letters(string name, int count)
    {
        var story = new Story();
        for (var i = 0; i < count; i++)
            story.At("2026-01-20T12:00:00Z", "letter.sent", id: $"{name}-{i}");
        return story.Lines;
    }
}

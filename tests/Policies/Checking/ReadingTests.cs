using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>Readings speak of what there is, and their alternatives compile.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("limit.amount", "limit.amount: 9 letters")]
    [InlineData("limit.passed", "limit.passed: reached")]
    [InlineData("limit", "limit.gate: none, limit.opens: case")]
    [InlineData("dock/meter.within", "dock/meter.within: 24 hours, /version: 2")]
    [InlineData("meter.of", "'meter.of': [letter.sent, letter.received]")]
    public void An_alternative_replaces_adds_and_removes(string of, string set) =>
        Problems(of, set).ShouldBeEmpty();

    [Theory]
    [InlineData(
        "limit.amont",
        "limit.amount: 9 letters",
        "13:7: dock: unknown parameter `limit.amont`; did you mean `limit.amount`?"
    )]
    [InlineData(
        "limit.amount",
        "limt.amount: 9 letters",
        "18:43: dock: unknown parameter `limt.amount`; did you mean `limit.amount`?"
    )]
    [InlineData(
        "limit.amount",
        "limit.amount: 9 GB",
        "18:7: dock: the alternative does not compile: `dock` counts letters, not GB"
    )]
    [InlineData(
        "limit.amount",
        "meter: none",
        "18:7: dock: the alternative does not compile: `limit` speaks of no meter; name one with `of`"
    )]
    public void An_alternative_that_cannot_be_is_told(string of, string set, string expected) =>
        Problems(of, set).ShouldBe([expected]);

    private static List<string> Problems(string of, string set) =>
        HarbourFiles.Problems(
            HarbourFiles.Dock(
                "meter: { of: letter.sent, within: day }\nlimit: { amount: 5 letters, gate: deny }"
            )
                + $"\n```yaml reading\n- of: {of}\n  words: w\n  chosen: c\n  because: b\n  instead:\n    - {{ say: another, set: {{ {set} }} }}\n```\n"
        );
}

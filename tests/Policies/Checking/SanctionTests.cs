using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What leads to a step and what follows from one is said in words of today, of what can be compared or suspended.</summary>
public sealed class SanctionTests
{
    private const string Typical =
        "typical: { times: 5, of: median, among: same policy, at-least: 20 accounts }";

    [Theory]
    [InlineData("account", null)]
    [InlineData("{ acts: letter.sent }", null)]
    [InlineData(
        "service",
        "8:34: dock: `service` is read in texts of before only; name what is suspended: `{ acts: [...] }`, or `account`"
    )]
    [InlineData(
        "{ acts: [letter.sent, seats.set] }",
        "8:34: dock: seats.set takes nothing from anybody, so that no suspension denies it; leave it out"
    )]
    [InlineData(
        "{ acts: letter.sand }",
        "8:42: dock: unknown event type `letter.sand`; did you mean `letter.sent`?"
    )]
    [InlineData("{ acts: [] }", "8:42: dock: the list is empty")]
    [InlineData("{}", "8:34: dock: suspends needs `acts`")]
    public void A_report_suspends_the_account_or_acts_that_take_something(
        string suspends,
        string? problem
    ) =>
        HarbourFiles
            .Problems(HarbourFiles.Dock($"report: {{ opens: case, suspends: {suspends} }}"))
            .ShouldBe(problem is null ? [] : [problem]);

    [Theory]
    [InlineData("of: letters, per: licensed", null)]
    [InlineData(
        "of: letters, per: user",
        "9:28: dock: `user` is read in texts of before only; write `licensed`"
    )]
    [InlineData("of: shed, floor: 3 letters", "9:27: dock: `shed` counts bytes, not letters")]
    [InlineData(
        "of: [letters, shed], floor: 3 letters",
        "9:38: dock: each meter has a floor of its own, in the same order"
    )]
    [InlineData(
        "of: daily",
        "9:14: dock: what is compared is of a cycle, and `daily` is not; count it `within: cycle`"
    )]
    [InlineData("of: senders", null)]
    [InlineData(
        "of: returned",
        "9:14: dock: `returned` is a ratio: usage of a cycle is compared, or what is there at its end; name a meter or a stock"
    )]
    public void What_is_compared_is_usage_of_a_cycle_or_a_stock(string judge, string? problem) =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "meter: [{ name: letters, of: letter.sent, within: cycle, unit: letter }, { name: daily, of: letter.sent, within: day }, { name: senders, of: letter.sent, per: sender, within: cycle }]\n"
                        + $"judge: {{ {judge}, {Typical} }}\n"
                        + "stock: { name: shed, of: crate, counts: bytes }\n"
                        + "ratio: { name: returned, of: letter.returned, to: letter.sent, within: cycle }"
                )
            )
            .ShouldBe(problem is null ? [] : [problem]);

    [Theory]
    [InlineData(
        "times: 5, of: average, among: same policy, at-least: 20 accounts",
        "9:35: dock: `average` is read in texts of before only; write `median`"
    )]
    [InlineData(
        "times: 0.5, of: median, among: same policy, at-least: 20 accounts",
        "9:28: dock: what is typical is no excess; write 1 or more"
    )]
    [InlineData(
        "times: 5, of: median, among: same plan, at-least: 0 accounts",
        "9:71: dock: nobody is compared with nobody"
    )]
    public void What_is_typical_is_the_median_of_some_accounts(string typical, string problem) =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "meter: { of: letter.sent, within: cycle }\n"
                        + $"judge: {{ typical: {{ {typical} }} }}"
                )
            )
            .ShouldBe([problem]);

    [Fact]
    public void A_comparison_has_something_to_compare_and_to_compare_with() =>
        HarbourFiles
            .Problems(HarbourFiles.Dock("judge: { opens: case }"))
            .ShouldBe([
                "8:8: dock: `judge` speaks of no meter; name one with `of`",
                "8:8: dock: the comparison has nothing to compare with; add `typical`",
            ]);

    [Theory]
    [InlineData(
        "answered-within: 2 days",
        "5:32: a time for an answer needs what follows when it is over, and the other way round; add `else: granted` or `else: refused`"
    )]
    [InlineData(
        "else: granted",
        "5:21: a time for an answer needs what follows when it is over, and the other way round; add `answered-within`"
    )]
    [InlineData("answered-within: 0 days, else: granted", "5:32: an answer takes some time")]
    public void A_time_for_an_answer_and_what_follows_stand_together(
        string exceptions,
        string problem
    ) =>
        HarbourFiles
            .Problems(
                HarbourFiles
                    .Dock("report: { opens: case }")
                    .Replace(
                        "effective: 2026-01-01\n",
                        $"effective: 2026-01-01\nexceptions: {{ {exceptions} }}\n"
                    )
            )
            .ShouldBe([problem]);
}

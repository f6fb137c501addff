using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>Words that are bound say what the rule says; numbers that are not are found.</summary>
public sealed class FigureTests
{
    private const string Rule = """
        meter: { of: letter.sent, within: 24 hours }
        limit: { amount: 3000 letters, gate: deny }
        stock: { name: shed, of: crate, counts: bytes, unit: GB-month }
        hold: { of: shed, where: { place: yard }, for: 6 months }
        allowance: { of: shed, amount: 70 GB }
        charge: { of: shed, price: { GBP: 0.03 }, for: 1 GB-month, status: due }
        ratio: { name: returned, of: letter.returned, to: letter.sent, within: 30 days }
        repeat: { of: dock, times: 2, each: cycle }
        bucket: { of: signal.given, rate: 12, holds: 10 seconds, gate: deny }
        judge: { of: shed, typical: { times: 5, of: median, among: same policy, at-least: 20 accounts } }
        """;

    [Theory]
    [InlineData("3000 letters", "limit.amount")]
    [InlineData("3,000 letters", "limit.amount")]
    [InlineData("3_000", "limit.amount")]
    [InlineData("3 thousand", "limit.amount")]
    [InlineData("three thousand letters", "limit.amount")]
    [InlineData("3000 ordinary letters", "limit.amount")]
    [InlineData("3000 times", "limit.amount")]
    [InlineData("70 GB", "allowance.amount")]
    [InlineData("70,000 MB", "allowance.amount")]
    [InlineData("24 hours", "meter.within")]
    [InlineData("1 day", "meter.within")]
    [InlineData("six months", "hold.for")]
    [InlineData("6 calendar months", "hold.for")]
    [InlineData("£0.03", "charge.price.GBP")]
    [InlineData("GBP 0.03", "charge.price.GBP")]
    [InlineData("0.03 £", "charge.price.GBP")]
    [InlineData("3 pence", "charge.price.GBP")]
    [InlineData("0.03", "charge.price.GBP")]
    [InlineData("1 GB", "charge.for")]
    [InlineData("80 %", "notify.at.0")]
    [InlineData("80%", "notify.at.0")]
    [InlineData("80 per cent", "notify.at.0")]
    [InlineData("twice", "repeat.times")]
    [InlineData("two times", "repeat.times")]
    [InlineData("twelve signals", "bucket.rate")]
    [InlineData("20 accounts", "judge.typical.at-least")]
    [InlineData("deny", "limit.gate")]
    public void Words_that_say_the_same_agree(string words, string path) =>
        Bound(words, path).ShouldBeEmpty();

    [Theory]
    [InlineData("999999999999999999 TB", "allowance.amount")]
    [InlineData("123456789012345678901234 GB", "allowance.amount")]
    [InlineData("9,999,999,999,999,999,999 billion letters", "limit.amount")]
    [InlineData("999999999999999999999999 days", "meter.within")]
    [InlineData("9999999999999999 billion %", "notify.at.0")]
    public void Words_of_a_number_beyond_any_rule_disagree_and_overflow_nothing(
        string words,
        string path
    ) => Bound(words, path).ShouldHaveSingleItem().ShouldContain($"the words say `{words}`");

    [Theory]
    [InlineData(
        "3001 letters",
        "limit.amount",
        "the words say `3001 letters`, the rule says `3000 letters`; write `3000 letters`, or mend `dock/limit.amount`"
    )]
    [InlineData(
        "3000 signals",
        "limit.amount",
        "the words say `3000 signals`, the rule says `3000 letters`; write `3000 letters`, or mend `dock/limit.amount`"
    )]
    [InlineData(
        "30,00 letters",
        "limit.amount",
        "the words say `30,00 letters`, the rule says `3000 letters`; write `3000 letters`, or mend `dock/limit.amount`"
    )]
    [InlineData(
        "70 MB",
        "allowance.amount",
        "the words say `70 MB`, the rule says `70 GB`; write `70 GB`, or mend `dock/allowance.amount`"
    )]
    [InlineData(
        "£3",
        "charge.price.GBP",
        "the words say `£3`, the rule says `0.03`; write `0.03`, or mend `dock/charge.price.GBP`"
    )]
    [InlineData(
        "€0.03",
        "charge.price.GBP",
        "the words say `€0.03`, the rule says `0.03`; write `0.03`, or mend `dock/charge.price.GBP`"
    )]
    [InlineData(
        "180 days",
        "hold.for",
        "the words say `180 days`, the rule says `6 months`; write `6 months`, or mend `dock/hold.for`"
    )]
    [InlineData(
        "80",
        "notify.at.0",
        "the words say `80`, the rule says `80 %`; write `80 %`, or mend `told/notify.at.0`"
    )]
    [InlineData(
        "many",
        "limit.amount",
        "the words say `many`, the rule says `3000 letters`; write `3000 letters`, or mend `dock/limit.amount`"
    )]
    [InlineData(
        "3000",
        "limit.amont",
        "unknown parameter `limit.amont`; did you mean `limit.amount`?"
    )]
    [InlineData("80 %", "notify.at", "unknown parameter `notify.at`; did you mean `notify.at.0`?")]
    public void Words_that_say_something_else_are_told(
        string words,
        string path,
        string expected
    ) => Bound(words, path).ShouldBe([$"8:1: dock: {expected}"]);

    [Fact]
    public void A_link_to_no_clause_is_told() =>
        Prose("[5](#dook \"limit.amount\")")
            .ShouldBe(["8:1: dock: unknown clause `dook`; did you mean `dock`?"]);

    [Fact]
    public void The_front_matter_can_be_bound()
    {
        var text = Document("[14 days](# \"notice.charge\"), [15 days](# \"notice.charge\")");
        HarbourFiles
            .Problems(text.Replace("effective:", "notice: { charge: 14 days }\neffective:"))
            .ShouldBe([
                "9:31: dock: the words say `15 days`, the rule says `14 days`; write `14 days`, or mend `notice.charge`",
            ]);
    }

    [Theory]
    [InlineData("It is [14](# \"free\") years old.")]
    [InlineData("See S3, H.264 and `500`; or [5 of them](https://example.org).")]
    [InlineData("One of them, or two ships.")]
    public void What_needs_no_rule_needs_no_binding(string prose) => Prose(prose).ShouldBeEmpty();

    [Theory]
    [InlineData("Up to 500 of them.", "8:7", "500")]
    [InlineData("Up to **500** of them.", "8:9", "500")]
    [InlineData("- Up to\n  (500).", "9:4", "500")]
    [InlineData(
        "| a | b |\n|---|---|\n| x | 5% |",
        "10:6",
        "5%",
        "[5%](#dock \"judge.typical.times\")"
    )]
    [InlineData("At £30.", "8:5", "30")]
    [InlineData("For six months.", "8:5", "six", "[six months](#dock \"hold.for\")")]
    [InlineData("Some seven letters.", "8:6", "seven")]
    public void A_loose_number_is_found(
        string prose,
        string place,
        string word,
        string? bound = null
    ) =>
        Prose(prose)
            .ShouldBe([
                $"{place}: dock: the number `{word}` is neither bound nor free; write `{bound ?? $"[{word}](#CLAUSE \"PATH\")"}` or `[{word}](# \"free\")`",
            ]);

    private const string Told = """
        meter: { of: letter.sent, within: cycle }
        allowance: { amount: 9 letters, drawn: in order }
        notify: { of: told, at: [80 %, 100 %] }
        """;

    private static List<string> Bound(string words, string path) =>
        Prose(
            $"[{words}](#{(path.StartsWith("notify", StringComparison.Ordinal) ? "told" : "dock")} \"{path}\")"
        );

    private static List<string> Prose(string prose) => HarbourFiles.Problems(Document(prose));

    private static string Document(string prose) =>
        $"{HarbourFiles.FrontMatter}### Dock\n\n{prose}\n\n```yaml rule\n{Rule}\n```\n### Told\n```yaml rule\n{Told}\n```\n";
}

using Evenhand.Core;
using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

/// <summary>One case a clause and cycle; where a limit goes by a key, each other key is told of beside it.</summary>
public sealed class CaseOfKeyTests
{
    [Theory]
    [InlineData("cycle")]
    [InlineData("day")]
    [InlineData("2 days")]
    [Trait("fault", "case-a-key")]
    public void The_first_key_that_passes_the_limit_opens_the_case_and_no_other_is_hidden(
        string window
    )
    {
        var result = Told(
            $"meter: {{ of: letter.sent, per: sender, within: {window} }}\nlimit: {{ amount: 2 letters, opens: case }}",
            story => Of(Of(Of(story, "kim", "02"), "lee", "03"), "kim", "04")
        );
        result.Cases.Select(each => each.Facts["of"].Value).ShouldBe(["kim"]);
        result
            .Notices.Where(notice => notice.What == "further-excess")
            .Select(notice => notice.Facts["of"].Value)
            .ShouldBe(["lee"]);
    }

    [Fact]
    [Trait("fault", "case-a-key")]
    public void A_new_cycle_has_new_cases_and_repeated_excess_counts_a_cycle_once_whoever_it_was()
    {
        var result = Told(
            "meter: { of: letter.sent, per: sender, within: cycle }\nlimit: { amount: 2 letters, opens: case }",
            story => Of(Of(Of(story, "kim", "02"), "lee", "02"), "kim", "02", month: "02"),
            "### Pier\n```yaml rule\nrepeat: { of: dock, times: 2, each: cycle, opens: case }\n```\n"
        );
        result.CaseClauses().ShouldBe(["dock", "dock", "pier"]);
    }

    private static Story Of(Story story, string sender, string day, string month = "01") =>
        story.At($"2026-{month}-{day}", "letter.sent", $$"""{"count":3,"sender":"{{sender}}"}""");

    private static ReplayResult Told(string rule, Func<Story, Story> tell, string more = "")
    {
        var shelf = new PolicyShelf(
            HarbourFiles.Catalogue,
            [HarbourFiles.Compiled(HarbourFiles.Dock(rule) + more)]
        );
        return tell(Story.Under("harbour", shelf: shelf)).Told();
    }
}

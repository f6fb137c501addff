using System.Text.RegularExpressions;
using Evenhand.Notation;
using Evenhand.Policies.Publishing;
using Evenhand.Tests.Policies.Quay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Publishing;

/// <summary>A page says what the policy says, stands alone, and can be read by everyone.</summary>
public sealed partial class PageTests
{
    private static readonly string Html = Page.Of(QuayPolicy.Old);

    [Fact]
    public void The_page_is_the_approved_one()
    {
        // To approve another: evenhand policy publish tests/Policies/Quay/harbour.md --out DIR, look, and copy.
        Html.ShouldBe(QuayPolicy.Text("harbour.html"));
    }

    [Fact]
    public void The_same_policy_gives_the_same_bytes() => Page.Of(QuayPolicy.Old).ShouldBe(Html);

    [Fact]
    public void A_page_runs_nothing_and_loads_nothing()
    {
        Html.ShouldNotContain("<script");
        Html.ShouldNotContain(" src=");
        Html.ShouldNotContain("<link");
        Html.ShouldNotContain("@import");
        Html.ShouldNotContain("url(");
    }

    [Fact]
    public void A_figure_is_described_by_the_rule_it_is_bound_to()
    {
        Html.ShouldContain(
            "<a href=\"#crane-lifts\" aria-describedby=\"figure.1\">10 lifts</a><span class=\"tip\" role=\"tooltip\" id=\"figure.1\">"
        );
        Html.ShouldContain("<b>2.00</b> (price in EUR)");
    }

    [Fact]
    public void A_free_figure_is_plain_words() => Html.ShouldContain("ask for 14.</p>");

    [Fact]
    public void An_example_is_told_in_words()
    {
        Html.ShouldContain("an account billed in EUR, on the plan small");
        Html.ShouldContain("5 January 2026, 09:30");
        Html.ShouldContain("2 days later");
        Html.ShouldContain("12 lifts");
        Html.ShouldContain("A case is opened under Heavy boats.");
    }

    [Fact]
    public void A_clause_that_runs_nothing_says_why() =>
        Html.ShouldContain("Why: the water rises anyway.");

    [Fact]
    public void Words_of_a_document_never_become_markup()
    {
        var text = QuayPolicy
            .Text("harbour.md")
            .Replace(
                "Twelve lifts are two more than are included.",
                "\"<img src=x onerror=alert(1)> & more\""
            )
            .Replace("because: the water rises anyway", "because: </p><script>alert(1)</script>")
            .Replace("[the weather](https://weather.example/?a=1&b=2)", "[it](javascript:alert(1))")
            .Replace("There are two.", "There are <javascript:alert(1)> some.");
        var html = Page.Of(QuayPolicy.Checked(text));
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("href=\"javascript");
        html.ShouldContain("&lt;img src=x onerror=alert(1)&gt; &amp; more");
    }

    [Fact]
    public void Every_anchor_is_unique_and_every_link_within_the_page_finds_one()
    {
        var ids = Ids().Matches(Html).Select(match => match.Groups[1].Value).ToList();
        ids.ShouldBeUnique();
        foreach (Match link in Jumps().Matches(Html))
            ids.ShouldContain(link.Groups[1].Value);
        foreach (Match link in References().Matches(Html))
            ids.ShouldContain(link.Groups[1].Value);
    }

    [Fact]
    public void Headings_leave_out_no_rank()
    {
        var bare = QuayPolicy.Text("harbour.md").Replace("## Lifting\n", "");
        foreach (var html in new[] { Html, Page.Of(QuayPolicy.Checked(bare)) })
        {
            var ranks = Headings().Matches(html).Select(match => match.Value[2] - '0').ToList();
            ranks.Count(rank => rank == 1).ShouldBe(1);
            foreach (var (above, below) in ranks.Zip(ranks.Skip(1)))
                below.ShouldBeLessThanOrEqualTo(above + 1);
        }
    }

    [Fact]
    public void The_page_has_its_landmarks_and_a_way_past_the_navigation()
    {
        Html.ShouldContain("<html lang=\"en\">");
        Html.ShouldContain("<main ");
        Html.ShouldContain("<header ");
        Html.ShouldContain("aria-label=\"Contents\"");
        Html.ShouldContain("<a class=\"skip\" href=\"#page.text\">");
    }

    [Fact]
    public void Both_versions_of_a_policy_have_a_page_and_the_index_lists_the_newer_first()
    {
        var pages = PublishedPage.Of([QuayPolicy.Old.Policy, QuayPolicy.New.Policy]);
        pages.Select(page => page.FileName).ShouldBe(["harbour-2.html", "harbour-1.html"]);
        IndexPage.Of(pages).ShouldContain("<a href=\"harbour-2.html\">");
    }

    [Theory]
    [InlineData("index", "policy-index.html")]
    [InlineData("../up", "-up.html")]
    [InlineData("a b", "a-b.html")]
    public void A_page_never_leaves_its_folder(string name, string expected)
    {
        var text = QuayPolicy.Text("harbour.md").Replace("policy: harbour", $"policy: {name}");
        // New policies are not named so; those that were stored before names were checked may be.
        PublishedPage
            .Of([QuayPolicy.Read(text, new Problems()).Policy])
            .Single()
            .FileName.ShouldBe(expected);
    }

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Jumps();

    [GeneratedRegex("aria-(?:describedby|labelledby)=\"([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("<h[1-6]")]
    private static partial Regex Headings();
}

using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Core.Stream;
using Evenhand.Node.Amending;
using Evenhand.Node.Policies;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Versions;

/// <summary>Versions that people write in the console.</summary>
public sealed class DraftPageTests : IAsyncLifetime
{
    private const string Page = "/console/policies/stackcx";

    private Cast cast = null!;
    private Visitor bob = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme");
        await cast.SendAsync("acme", "api.called", """{"count": 52000}""");
        await cast.UntilAsync("2026-03-02");
        bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    private DraftBook Drafts => cast.Server.Server.Node.Looks.Drafts;

    [Fact]
    public async Task A_draft_begins_as_the_next_version_and_keeps_what_is_written_also_what_does_not_pass()
    {
        var at = await BegunAsync(bob);
        (await bob.OpenAsync(at)).Body.ShouldContain("Front matter");
        var text = Drafts.Of("stackcx").Single().Text;
        text.ShouldContain("\nversion: 2\n");
        text.ShouldContain("\nsupersedes: 1\n");
        text.ShouldContain("\neffective: 2026-05-01\n");
        var broken = text.Replace("amount: from plan organisations", "amount: from plan <b>x</b>");
        broken.ShouldNotBe(text);
        var kept = await bob.DoAsync(at, at, [.. Parts(broken)]);
        kept.Body.ShouldContain("It is kept. ");
        kept.Body.ShouldContain("aria-invalid=\"true\"");
        kept.Body.ShouldMatch("Line [0-9]+, column [0-9]+</span> <code>[^<]*<mark>[^<]+</mark>");
        kept.Body.ShouldContain("&lt;b&gt;x&lt;/b&gt;");
        kept.Body.ShouldNotContain("<b>x</b>");
        kept.Body.ShouldNotContain("Publish it");
        Drafts.Of("stackcx").Single().Text.ShouldBe(broken);
    }

    [Fact]
    public async Task Every_problem_that_the_check_tells_stands_under_the_words()
    {
        var at = await BegunAsync(bob);
        var broken = Drafts.Of("stackcx").Single().Text.Replace("limit:", "limits:");
        var problems = new Evenhand.Notation.Problems();
        var told = Evenhand
            .Policies.PolicyReport.OfText(
                "stackcx.md",
                broken,
                cast.Server.Server.Node.Policies()[0].Version.Catalogue
            )
            .Problems.InOrder;
        told.Count.ShouldBeGreaterThan(3);
        var page = (await bob.DoAsync(at, at, [.. Parts(broken)])).Body;
        Regex.Count(page, "<p class=\"at\">").ShouldBe(told.Count);
        foreach (var problem in told)
            page.ShouldContain($"Line {problem.At.Line}, column {problem.At.Column}<");
    }

    [Fact]
    public async Task A_good_draft_says_for_whom_it_is_what_it_costs_and_is_published_in_time_or_with_a_reason()
    {
        var at = await BegunAsync(bob);
        await bob.DoAsync(at, at, ("part", Dearer("2026-03-20")));
        var page = (await bob.OpenAsync(at)).Body;
        page.ShouldContain("Against the customer");
        page.ShouldContain("No: 30 days of notice are promised");

        var begun = await bob.FillAsync(at, $"{Page}/trials", ("months", "2"));
        await cast.Server.Server.Node.Looks.Trials.Running;
        (await bob.FollowAsync(begun)).Body.ShouldContain("1 more, 0 less");
        (await bob.OpenAsync(at)).Body.ShouldContain($"{Page}/trials/");

        var early = await bob.FillAsync(at, $"{at}/publish", ("reason", ""));
        early.Status.ShouldBe(HttpStatusCode.Conflict, early.Body);
        early.Body.ShouldContain("may not take effect before");
        await bob.DoAsync(at, at, ("part", Dearer("2026-05-01")));
        var done = await bob.DoAsync(at, $"{at}/publish", ("reason", ""));
        done.Body.ShouldContain("2026.2 is published");
        Drafts.Of("stackcx").ShouldBeEmpty();
        (await bob.OpenAsync(at)).Status.ShouldBe(HttpStatusCode.NotFound);
        await cast.Server.Server.Node.LookAfterDueAsync();
        cast.Server.Server.Node.Notices(new AccountId("acme"), null, 100)!
            .Items.ShouldContain(each => each.Message.Contains("2026.2"));
    }

    [Fact]
    public async Task A_draft_is_one_persons_and_others_go_on_from_it_in_their_own()
    {
        var at = await BegunAsync(bob);
        var cyd = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("cyd"));
        var seen = await cyd.OpenAsync(at);
        seen.Body.ShouldContain("A draft by bob");
        seen.Body.ShouldContain(" readonly");
        Visitor.ActionsOf(seen).ShouldNotContain(at);
        var form = Visitor.FormOf(seen, $"{Page}/drafts");
        (
            await cyd.PostAsync(
                at,
                [.. Visitor.Pairs(form), ("revision", "1"), ("part", "# Mine\n")]
            )
        ).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await cyd.PostAsync($"{at}/end", [.. Visitor.Pairs(form)])).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await cyd.DoAsync(at, $"{Page}/drafts")).Body.ShouldContain("Your draft");
        Drafts.Of("stackcx").Select(each => each.Owner).ShouldBe(["bob", "cyd"], ignoreOrder: true);

        var ann = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("ann"));
        (await ann.OpenAsync(at)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await ann.OpenAsync(Page)).Body.ShouldNotContain("/drafts");
        var dan = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("dan"));
        (await dan.DoAsync(at, $"{at}/end")).Body.ShouldContain("It is put away");
    }

    [Fact]
    public async Task Of_two_windows_the_second_is_told_and_loses_nothing()
    {
        var at = await BegunAsync(bob);
        var (first, second) = (await bob.OpenAsync(at), await bob.OpenAsync(at));
        var saved = await bob.PostAsync(
            at,
            [.. Visitor.Pairs(Visitor.FormOf(first, at)), ("part", "# First\n")]
        );
        saved.Status.ShouldBe(HttpStatusCode.SeeOther, saved.Body);
        var late = await bob.PostAsync(
            at,
            [.. Visitor.Pairs(Visitor.FormOf(second, at)), ("part", "# Second\n")]
        );
        late.Status.ShouldBe(HttpStatusCode.BadRequest);
        late.Body.ShouldContain("written meanwhile");
        late.Body.ShouldContain("# Second");
        Drafts.Of("stackcx").Single().Text.ShouldBe("# First\n");
    }

    [Fact]
    public async Task A_person_has_twenty_drafts_at_once_and_is_told_so_on_the_page()
    {
        for (var each = 0; each < DraftBook.MostOfAPerson; each++)
            await BegunAsync(bob);
        var refused = await bob.FillAsync(Page, $"{Page}/drafts", ("from", "1"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("put one away first");
        refused.Body.ShouldContain("Begin a draft");
    }

    [Fact]
    public async Task Drafts_outlive_a_start_and_stand_in_the_trail()
    {
        var at = await BegunAsync(bob);
        await bob.DoAsync(at, at, ("part", "# Later\n"));
        await cast.Server.RestartAsync();
        Drafts.Of("stackcx").Single().Text.ShouldBe("# Later\n");
        var trail = await cast.Server.GetAsync("/v1/audit", cast.KeyOf("dan"));
        trail.Body.ShouldContain("draft.begun");
        trail.Body.ShouldContain("draft.written");
    }

    [Fact]
    public async Task Readings_are_tried_together_and_stand_by_money()
    {
        var before = (await bob.OpenAsync($"{Page}/readings")).Body;
        before.ShouldContain("not tried");
        await bob.DoAsync($"{Page}/readings", $"{Page}/readings", ("months", "2"));
        await cast.Server.Server.Node.Looks.Trials.Running;
        var after = (await bob.OpenAsync($"{Page}/readings")).Body;
        after.ShouldNotContain("not tried");
        after.ShouldContain("as much");
        after.ShouldContain("stopped, ");
        cast.Server.Server.Node.Looks.Trials.Of("stackcx")
            .ShouldAllBe(each => each.State == TrialState.Done && each.ReadAs != null);
        (await bob.OpenAsync(Page)).Body.ShouldContain("Nothing since this server started");
    }

    private static async Task<string> BegunAsync(Visitor who)
    {
        var begun = await who.FillAsync(Page, $"{Page}/drafts", ("from", "1"));
        begun.Status.ShouldBe(HttpStatusCode.SeeOther, begun.Body);
        return begun.Fields["Location"];
    }

    /// <summary>As a browser sends it: in parts, lines ended by two characters.</summary>
    private static IEnumerable<(string, string)> Parts(string text) =>
        Evenhand
            .Pages.Versions.DraftPart.Of(text, [])
            .Select(part => ("part", part.Text.ReplaceLineEndings("\r\n")));

    private static string Dearer(string effective) =>
        Published
            .WithoutExamples(Published.Text("stackcx", "2026.2", effective))
            .Replace("$0.50", "$1.00", StringComparison.Ordinal)
            .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal);
}

using System.Net;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>What an account's people do in the portal, with nothing but pages and forms.</summary>
public sealed class PortalActTests : IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05T09:00:00Z");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_warning_is_shown_with_what_lifts_it_and_until_when_it_may_be_appealed_and_it_is()
    {
        await cast.OpenAsync("own");
        var first = await cast.CaseAsync("own");
        var own = await AsAsync("own");
        var told = await own.OpenAsync("/portal/told");
        told.Body.ShouldContain("Warned");
        told.Body.ShouldContain("After 3 whole billing months without a new case");
        told.Body.ShouldContain("you may appeal before 5 Jul 09:00");
        var paper = $"/portal/told/steps/{Uri.EscapeDataString($"{first}:warned")}/reasons";
        told.Body.ShouldContain($"href=\"{paper}\"");
        var why = await own.OpenAsync(paper);
        why.Status.ShouldBe(HttpStatusCode.OK, why.Body);
        why.Fields["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
        var desk = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        var same = await desk.OpenAsync(
            $"/console/desk/own/{Uri.EscapeDataString(first)}/steps/{Uri.EscapeDataString($"{first}:warned")}/reasons"
        );
        same.Body.ShouldBe(why.Body);
        var action = $"/portal/told/steps/{Uri.EscapeDataString($"{first}:warned")}/appeal";
        var done = await own.DoAsync("/portal/told", action, ("reason", "it was <b>not</b> us"));
        done.Body.ShouldContain("Your appeal is opened");
        done.Body.ShouldContain("undecided");
        const string said = ">it was &lt;b&gt;not&lt;/b&gt; us</blockquote>";
        done.Body.ShouldContain(said);
        var at = $"/console/desk/own/{Uri.EscapeDataString(first)}";
        (await desk.OpenAsync(at)).Body.ShouldContain(said);
        done.Body.ShouldContain("Appeal:</b> not now");
        (await cast.StoredAsync("own", "appeal.opened")).ShouldBe(1);
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        await cast.HasItsEffectAsync("own");
    }

    [Fact]
    public async Task A_proposed_charge_is_objected_to_once_its_month_is_over_and_not_before()
    {
        await cast.OpenAsync("own");
        await cast.CaseAsync("own");
        var (page, action) = Line("2026-01-01");
        var early = await (await AsAsync("own")).OpenAsync(page);
        early.Status.ShouldBe(HttpStatusCode.OK, early.Body);
        early.Body.ShouldContain("not now. Possible from 1 Feb 00:00 on.");
        Visitor.ActionsOf(early).ShouldNotContain(action);
        await cast.UntilAsync("2026-02-03");
        var own = await AsAsync("own");
        var bill = await own.OpenAsync("/portal/bills/2026-01-01");
        bill.Body.ShouldContain($"href=\"{page}\"");
        var shown = await own.OpenAsync(page);
        shown.Body.ShouldContain("You may object before 1 Aug 00:00");
        var done = await own.DoAsync(page, action, ("reason", "not ours"));
        done.Body.ShouldContain("Your appeal is opened");
        Visitor.ActionsOf(done).ShouldNotContain(action);
        // While it is undecided nobody confirms the line.
        var why = await cast.RefusedAsync(
            "eve",
            "/v1/accounts/own/statements/2026-01-01/lines/api-calls/confirmation",
            """{"reason":"all the same"}"""
        );
        why.ShouldBe("state");
    }

    [Fact]
    public async Task A_question_about_a_line_is_answered_where_it_was_asked()
    {
        await cast.OpenAsync("own");
        var own = await AsAsync("own");
        var (page, _) = Line("2026-01-01");
        await own.DoAsync(page, $"{page}/question", ("reason", "what is a <i>call</i>?"));
        var asked = await cast.Server.GetAsync("/v1/accounts/own/questions");
        var id = asked.Json.GetProperty("items")[0].GetProperty("id").GetString();
        await cast.DoAsync(
            "bob",
            $"/v1/accounts/own/questions/{id}/answer",
            """{"text":"every request"}"""
        );
        foreach (var at in (string[])[page, "/portal/told"])
        {
            var shown = await own.OpenAsync(at);
            shown.Body.ShouldContain("what is a &lt;i&gt;call&lt;/i&gt;?");
            shown.Body.ShouldContain("every request");
            shown.Body.ShouldNotContain("bob");
        }
    }

    [Fact]
    public async Task An_exception_is_asked_for_in_days_of_the_account_and_a_refusal_appealed()
    {
        await cast.OpenAsync("own");
        var own = await AsAsync("own");
        const string page = "/portal/usage/api-calls";
        var done = await own.DoAsync(
            page,
            $"{page}/exception",
            ("from", "2026-01-06"),
            ("to", "2026-01-10"),
            ("amount", "90000"),
            ("reason", "a move")
        );
        done.Body.ShouldContain("Your request is with your provider");
        var asked = (await cast.Server.GetAsync("/v1/accounts/own/exceptions")).Json.GetProperty(
            "items"
        )[0];
        asked
            .GetProperty("from")
            .GetDateTimeOffset()
            .ShouldBe(DateTimeOffset.Parse("2026-01-06T00:00:00Z"));
        asked
            .GetProperty("to")
            .GetDateTimeOffset()
            .ShouldBe(DateTimeOffset.Parse("2026-01-11T00:00:00Z"));
        asked.GetProperty("amount").GetString().ShouldBe("90000");
        (await own.OpenAsync("/portal/told")).Body.ShouldContain("You are answered by 6 Jan 00:00");
        var id = asked.GetProperty("exception").GetString()!;
        await cast.DoAsync(
            "ann",
            $"/v1/accounts/own/exceptions/{id}/refusal",
            """{"reason":"no"}"""
        );
        var appealed = await own.DoAsync(
            "/portal/told",
            $"/portal/told/exceptions/{id}/appeal",
            ("reason", "we asked early")
        );
        appealed.Body.ShouldContain("Your appeal is opened");
    }

    [Theory]
    [InlineData("", "2026-01-10", "a day such as 2026-12-31")]
    [InlineData("2026-01-06", "next week", "a day such as 2026-12-31")]
    [InlineData("2026-01-10", "2026-01-06", "too early or too late")]
    public async Task A_request_that_is_no_good_comes_back_as_it_was_filled_in(
        string from,
        string to,
        string why
    )
    {
        await cast.OpenAsync("own");
        var own = await AsAsync("own");
        const string page = "/portal/usage/api-calls";
        var refused = await own.FillAsync(
            page,
            $"{page}/exception",
            ("from", from),
            ("to", to),
            ("amount", "90000"),
            ("reason", "a move <&> more")
        );
        ((int)refused.Status).ShouldBeInRange(400, 409);
        refused.Body.ShouldContain(why);
        refused.Body.ShouldContain("a move &lt;&amp;&gt; more</textarea>");
        refused.Body.ShouldContain("value=\"90000\"");
        (await cast.StoredAsync("own", "exception.requested")).ShouldBe(0);
    }

    [Fact]
    public async Task A_limit_is_set_reached_raised_and_what_it_paused_resumed()
    {
        await cast.OpenAsync("own", "engagece", ",\"plan\":\"volume-500\"");
        var own = await AsAsync("own");
        var page = await own.OpenAsync("/portal/limits");
        page.Body.ShouldContain("You have set no limit");
        var set = await own.DoAsync("/portal/limits", "/portal/limits/nudges", ("amount", "1,000"));
        set.Body.ShouldContain("You stop at 1,000 nudges");
        set.Body.ShouldContain("value=\"1000\"");
        var wrong = await own.FillAsync(
            "/portal/limits",
            "/portal/limits/nudges",
            ("amount", "many")
        );
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Body.ShouldContain("value=\"many\"");
        await cast.SendAsync(
            "own",
            "sms.sent",
            """{"segments":1000,"origin":"sequence","automation":"welcome"}"""
        );
        var reached = await own.OpenAsync("/portal/limits");
        reached.Body.ShouldContain("1 automation is paused, because your limit is reached");
        Visitor.ActionsOf(reached).ShouldNotContain("/portal/limits/resume/welcome");
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        (
            await own.DoAsync("/portal/limits", "/portal/limits/nudges", ("amount", ""))
        ).Body.ShouldContain("There is no limit any more");
        var resumed = await own.DoAsync("/portal/limits", "/portal/limits/resume/welcome");
        resumed.Body.ShouldContain("welcome goes on");
        resumed.Body.ShouldContain("Nothing is paused");
    }

    [Fact]
    public async Task Who_is_told_by_mail_is_set_and_taken_away()
    {
        await cast.OpenAsync("own");
        var own = await AsAsync("own");
        const string at = "/portal/limits/recipients";
        var wrong = await own.FillAsync("/portal/limits", at, ("email", "nobody"), ("percent", ""));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        var added = await own.DoAsync(
            "/portal/limits",
            at,
            ("email", "a@example.com"),
            ("percent", "80")
        );
        added.Body.ShouldContain("a@example.com</b> from 80 % of an allowance on");
        var digest = Visitor
            .ActionsOf(added)
            .Single(each => each.EndsWith("/digest", StringComparison.Ordinal));
        var daily = await own.DoAsync("/portal/limits", digest, ("digest", "08:00"));
        daily.Body.ShouldContain("What may wait is told a@example.com in one mail at 08:00");
        daily.Body.ShouldContain(", what may wait in one mail at 08:00");
        (await own.DoAsync("/portal/limits", digest, ("digest", ""))).Body.ShouldContain(
            "is told of each by itself"
        );
        (await own.FillAsync("/portal/limits", digest, ("digest", "25:00"))).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        var end = Visitor
            .ActionsOf(added)
            .Single(each => each.EndsWith("/end", StringComparison.Ordinal));
        (await own.DoAsync("/portal/limits", end)).Body.ShouldContain("Nobody is told by mail");
    }

    [Fact]
    public async Task A_notice_that_is_read_in_the_portal_has_arrived()
    {
        await cast.WarnedAsync("own");
        var own = await AsAsync("own");
        var told = await own.OpenAsync("/portal/told");
        var read = Visitor
            .ActionsOf(told)
            .First(each => each.EndsWith("/read", StringComparison.Ordinal));
        var done = await own.DoAsync("/portal/told", read);
        done.Body.ShouldContain("It is noted that you have read it");
        WebUtility.HtmlDecode(done.Body).ShouldContain(" · read ");
        done.Body.ShouldContain("In force since");
        Visitor.ActionsOf(done).ShouldNotContain(read);
    }

    [Fact]
    public async Task The_policy_is_read_with_the_accounts_own_figures_in_its_clauses()
    {
        await cast.OpenAsync("own", "qcontact", "");
        await cast.SendAsync("own", "seats.set", """{"licensed":11,"restricted":0}""");
        var page = (await (await AsAsync("own")).OpenAsync("/portal/policy")).Body;
        WebUtility.HtmlDecode(page).ShouldContain("1,000,000 × 11 licences = 11,000,000 entities");
        page.ShouldContain("<blockquote class=\"clause say\" lang=\"en\">");
    }

    [Fact]
    public async Task Every_form_of_the_portal_needs_the_text_of_its_session()
    {
        await cast.OpenAsync("own");
        var own = await AsAsync("own");
        var rows = AccessTable
            .Rows.Where(row => row is { Pages: PagesFor.Portal, Method: "POST" })
            .ToArray();
        rows.ShouldAllBe(row => row.Roles.Single() == Role.Account);
        foreach (var row in rows)
        {
            var at = System.Text.RegularExpressions.Regex.Replace(row.Pattern, "{[a-z]+}", "x");
            var answer = await own.PostAsync(at, ("reason", "x"), ("id", "x"));
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, at);
            answer.Body.ShouldContain("not made in this session");
        }
    }

    private static (string Page, string Appeal) Line(string cycle) =>
        ($"/portal/bills/{cycle}/lines/api-calls", $"/portal/bills/{cycle}/lines/api-calls/appeal");

    private async Task<Visitor> AsAsync(string account) =>
        await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink(account));
}

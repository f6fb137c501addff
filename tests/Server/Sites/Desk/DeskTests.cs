using System.Net;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Desk;

/// <summary>What the vendor's people decide at the review desk, with nothing but pages and forms.</summary>
public sealed class DeskTests : IAsyncLifetime
{
    private const string Case = "api-calls@2026-01-01";
    private const string Page = "/console/desk/own/api-calls%402026-01-01";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own", more: ",\"plan\":\"starter\",\"name\":\"Own <b>& Co\"");
        await cast.CaseAsync("own");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task The_queue_shows_a_case_of_every_account_and_leads_to_it()
    {
        await cast.OpenAsync("other");
        await cast.CaseAsync("other");
        var bob = await AsAsync("bob");
        // A rule warned both: their first cases are established already.
        var queue = await bob.OpenAsync("/console/desk?state=found");
        queue.Body.ShouldContain("Own &lt;b&gt;&amp; Co");
        queue.Body.ShouldContain($"href=\"{Page}\"");
        queue.Body.ShouldContain("/console/desk/other/api-calls%402026-01-01");
        var one = await bob.OpenAsync("/console/desk?state=found&account=other");
        one.Body.ShouldNotContain(Page);
        (await bob.OpenAsync("/console/desk")).Body.ShouldContain("No case waits for anybody.");
        (await bob.OpenAsync("/console/desk?state=dismissed")).Body.ShouldContain(
            "No case is like that"
        );
        (await bob.OpenAsync("/console/desk?assigned=nobody&state=")).Body.ShouldContain(Page);
        (await bob.OpenAsync("/console/desk?assigned=bob&state=")).Body.ShouldNotContain(Page);
    }

    [Fact]
    public async Task A_case_shows_the_clauses_words_the_figures_the_ladder_and_what_may_be_done()
    {
        var page = await (await AsAsync("bob")).OpenAsync(Page);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain("50,001 calls, where the limit is 50,000 calls");
        page.Body.ShouldContain("The further calls stand on your statement as a proposed charge");
        page.Body.ShouldContain("<svg class=\"stairs\"");
        page.Body.ShouldContain("the account stands at: Good standing");
        page.Body.ShouldContain("Announced; its notice has not arrived yet.");
        page.Body.ShouldContain("14 days of notice");
        page.Body.ShouldNotContain("<script");
        page.Body.ShouldNotContain("style=");
    }

    [Fact]
    public async Task A_persons_own_decision_goes_all_the_way_up_with_a_second_person()
    {
        var found = await cast.WarnedAsync("led");
        var page = $"/console/desk/led/{Uri.EscapeDataString(found)}";
        var bob = await AsAsync("bob");
        (await bob.OpenAsync(page)).Body.ShouldMatch("<b>[^<]*Charge for more[^<]*:</b>");
        var established = await bob.DoAsync(page, $"{page}/finding", ("reason", "seen in the log"));
        established.Body.ShouldContain("Done.");
        established.Body.ShouldContain("The excess is established");
        var proposed = await bob.DoAsync(
            page,
            $"{page}/steps/charged",
            ("reason", "it goes on"),
            ("amount", "0.25"),
            ("per", "1000"),
            ("until", "")
        );
        proposed.Body.ShouldContain("It waits for a second person");
        // Who proposed it may not approve it, and the page says so instead of offering it.
        var own = await bob.OpenAsync(page);
        own.Body.ShouldContain("It takes somebody who had no hand in it so far");
        var step = Visitor
            .ActionsOf(own)
            .Single(each => each.EndsWith("/withdrawal", StringComparison.Ordinal));
        Visitor
            .ActionsOf(own)
            .ShouldNotContain(each => each.EndsWith("/approval", StringComparison.Ordinal));
        var approval = step.Replace("/withdrawal", "/approval", StringComparison.Ordinal);
        var refused = await bob.PostAsync(
            approval,
            [.. Visitor.Pairs(Visitor.FormOf(own, step)), ("reason", "me again")]
        );
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Body.ShouldContain("This was not done");
        var cyd = await AsAsync("cyd");
        (await cyd.DoAsync(page, approval, ("reason", "so it is"))).Body.ShouldContain(
            "It is approved"
        );
        (await cast.StoredAsync("led", "step.approved")).ShouldBe(1);
        (await cyd.DoAsync(page, step, ("reason", "they mended it"))).Body.ShouldContain(
            "taken back"
        );
        await cast.HasItsEffectAsync("led");
    }

    [Fact]
    public async Task What_the_ladder_does_not_allow_is_no_form_and_says_why()
    {
        var bob = await AsAsync("bob");
        var page = await bob.OpenAsync(Page);
        Visitor.ActionsOf(page).ShouldNotContain(each => each.Contains("/steps/suspended"));
        page.Body.ShouldMatch("<b>[^<]*Suspend[^<]*:</b>");
        page.Body.ShouldContain("The step before it has not been in force");
        // Sent all the same, it is refused, and what was written stands there still.
        var refused = await bob.PostAsync(
            $"{Page}/steps/suspended",
            [
                .. Visitor.Pairs(Visitor.FormOf(page, $"{Page}/notes")),
                ("reason", "too <b>much</b>\r\nof it"),
            ]
        );
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Fields["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
        refused.Body.ShouldContain("This was not done");
        (await cast.StoredAsync("own", "step.proposed")).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_filled_in_is_kept_when_it_is_refused_and_done_once_when_sent_again()
    {
        await cast.WarnedAsync("led");
        var page = "/console/desk/led/api-calls%402026-02-01";
        var bob = await AsAsync("bob");
        var shown = await bob.OpenAsync(page);
        var hidden = Visitor.Pairs(Visitor.FormOf(shown, $"{page}/finding")).ToArray();
        var refused = await bob.PostAsync($"{page}/finding", [.. hidden, ("reason", "  ")]);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        var again = await bob.PostAsync($"{page}/finding", [.. hidden, ("reason", "seen")]);
        var twice = await bob.PostAsync($"{page}/finding", [.. hidden, ("reason", "seen")]);
        (again.Status, twice.Status).ShouldBe((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        (await cast.StoredAsync("led", "finding.made")).ShouldBe(1);
        var other = await bob.PostAsync(
            $"{page}/finding",
            [.. hidden, ("reason", "seen <i>twice</i>")]
        );
        other.Status.ShouldBe(HttpStatusCode.Conflict);
        other.Body.ShouldContain("This was done already, with other words");
        (await cast.StoredAsync("led", "finding.made")).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_is_refused_without_the_text_of_its_own_session()
    {
        var bob = await AsAsync("bob");
        var shown = await bob.OpenAsync(Page);
        var hidden = Visitor.FormOf(shown, $"{Page}/notes");
        var other = Visitor.FormOf(await (await AsAsync("bob")).OpenAsync(Page), $"{Page}/notes");
        foreach (var token in (string[])["", "AAAA", other["form"], bob.Cookies.Split('=')[1]])
        {
            var answer = await bob.PostAsync(
                $"{Page}/notes",
                ("form", token),
                ("id", "n1"),
                ("reason", "forged")
            );
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, token);
        }
        cast.Clock.Add(TimeSpan.FromMinutes(50));
        await bob.OpenAsync(Page);
        cast.Clock.Add(TimeSpan.FromMinutes(50));
        (
            await bob.PostAsync($"{Page}/notes", [.. Visitor.Pairs(hidden), ("reason", "late")])
        ).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await bob.OpenAsync(Page)).Body.ShouldContain("late");
        (await bob.OpenAsync(Page)).Body.ShouldNotContain("forged");
    }

    [Fact]
    public async Task Every_form_of_the_table_needs_its_text_and_its_role()
    {
        await cast.Server.Server.Node.People.AddAsync("rea", "Rea", "", Role.Read);
        var rows = AccessTable
            .Rows.Where(row => row is { Pages: PagesFor.Console, Method: "POST" })
            .ToArray();
        rows.Length.ShouldBeGreaterThan(8);
        foreach (
            var (person, role) in new[]
            {
                ("ann", Role.Reviewer),
                ("bob", Role.Operator),
                ("eve", Role.Billing),
                ("rea", Role.Read),
            }
        )
        {
            var visitor = await AsAsync(person);
            foreach (var row in rows)
            {
                var at = row
                    .Pattern.Replace("{account}", "own")
                    .Replace("{case}", Case)
                    .Replace("{to}", "warned");
                at = System.Text.RegularExpressions.Regex.Replace(at, "{[a-z]+}", "x");
                var answer = await visitor.PostAsync(at, ("reason", "x"), ("id", "x"));
                answer.Status.ShouldBe(HttpStatusCode.Forbidden, at);
                answer
                    .Body.Contains("does not reach this")
                    .ShouldBe(!row.Admits(role), $"{person} {at}");
                answer
                    .Body.Contains("not made in this session")
                    .ShouldBe(row.Admits(role), $"{person} {at}");
            }
        }
        (await cast.StoredAsync("own")).ShouldNotContain(each =>
            each.By == "ann" || each.By == "bob"
        );
    }

    [Fact]
    public async Task A_role_sees_what_it_may_not_do_with_the_reason()
    {
        await cast.WarnedAsync("led");
        var page = await (await AsAsync("eve")).OpenAsync(
            "/console/desk/led/api-calls%402026-02-01"
        );
        Visitor.ActionsOf(page).ShouldBe(["/console/out"]);
        page.Body.ShouldContain("you have billing");
    }

    [Fact]
    public async Task Who_signs_out_is_out_with_every_copy_of_the_cookie()
    {
        var bob = await AsAsync("bob");
        await bob.OpenAsync("/console");
        var copy = bob.Cookies;
        var gone = await bob.FillAsync("/console", "/console/out");
        gone.Body.ShouldContain("You are signed out");
        (await bob.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        bob.Cookies = copy;
        (await bob.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var anew = await AsAsync("bob");
        (await anew.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_case_is_given_to_somebody_and_noted_on_among_themselves()
    {
        var bob = await AsAsync("bob");
        (await bob.DoAsync(Page, $"{Page}/assignment", ("person", "ann"))).Body.ShouldContain(
            "given to ann"
        );
        var noted = await bob.DoAsync(Page, $"{Page}/notes", ("reason", "call <b>them</b>"));
        noted.Body.ShouldContain("call &lt;b&gt;them&lt;/b&gt;");
        noted.Body.ShouldContain("Seen to by ann");
        (await bob.OpenAsync("/console/desk?assigned=ann&state=")).Body.ShouldContain(Page);
    }

    private async Task<Visitor> AsAsync(string person) =>
        await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink(person));
}

using System.Net;
using Evenhand.Pages.Console;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Charges;

/// <summary>Month end at the page of charges.</summary>
public sealed class ChargePageTests : IAsyncLifetime
{
    private const string Page = "/console/charges";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        foreach (var account in (string[])["a", "b", "c"])
        {
            await cast.OpenAsync(account);
            await cast.SendAsync(account, "api.called", """{"count":51000}""");
        }
        // It stays within what the plan brings: nothing to decide.
        await cast.OpenAsync("quiet");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_month_that_goes_on_is_not_decided_on_and_one_that_is_over_is()
    {
        (await (await AsAsync("eve")).OpenAsync(Page)).Body.ShouldContain(
            "No charge waits for anybody"
        );
        await cast.UntilAsync("2026-02-03");
        var page = await (await AsAsync("eve")).OpenAsync(Page);
        foreach (var account in (string[])["a", "b", "c"])
            page.Body.ShouldContain($"value=\"{Line(account)}\"");
        page.Body.ShouldNotContain(Line("quiet"));
        page.Body.ShouldContain("US$1.50");
        page.Body.ShouldContain("3 charges on this page");
    }

    [Fact]
    public async Task What_is_ticked_is_confirmed_for_one_reason_and_once()
    {
        await cast.UntilAsync("2026-02-03");
        var eve = await AsAsync("eve");
        var shown = await eve.OpenAsync(Page);
        (string, string)[] fields =
        [
            .. Visitor.Pairs(Visitor.FormOf(shown, Page)),
            ("line", Line("a")),
            ("line", Line("c")),
            ("decision", "confirm"),
            ("reason", "it was used"),
        ];
        var done = await LaterAsync(eve, await eve.PostAsync(Page, fields));
        done.Body.ShouldContain("2 charges are confirmed");
        done.Body.ShouldContain(Line("b"));
        done.Body.ShouldNotContain(Line("a"));
        (await eve.PostAsync(Page, fields)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await cast.StoredAsync("a", "charge.confirmed")).ShouldBe(1);
        (await cast.StoredAsync("c", "charge.confirmed")).ShouldBe(1);
        var waived = await LaterAsync(
            eve,
            await eve.FillAsync(
                Page,
                Page,
                ("line", Line("b")),
                ("decision", "waive"),
                ("reason", "an import went wrong")
            )
        );
        waived.Body.ShouldContain("1 charge is let go");
        waived.Body.ShouldContain("No charge waits for anybody");
    }

    [Fact]
    public async Task One_that_is_appealed_says_so_and_stands_in_no_others_way()
    {
        await cast.UntilAsync("2026-02-03");
        await cast.DoAsync(
            "b",
            "/v1/appeals",
            """{"against":{"clause":"api-calls","cycle":"2026-01-01"},"reason":"not ours"}"""
        );
        var eve = await AsAsync("eve");
        (await eve.OpenAsync(Page)).Body.ShouldContain("the account objects to it");
        var all = await eve.OpenAsync($"{Page}?all=1");
        all.Body.Split(" checked").Length.ShouldBe(3);
        var partly = await eve.FillAsync(
            Page,
            Page,
            ("line", Line("a")),
            ("line", Line("b")),
            ("decision", "confirm"),
            ("reason", "it was <used>")
        );
        ((int)partly.Status).ShouldBeInRange(400, 409);
        partly.Body.ShouldContain("1 charge is confirmed. 1 charge was not: b, api-calls");
        partly.Body.ShouldContain("it was &lt;used&gt;</textarea>");
        (await cast.StoredAsync("a", "charge.confirmed")).ShouldBe(1);
        (await cast.StoredAsync("b", "charge.confirmed")).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "why", "tick from 1 to")]
    [InlineData("a/2026-01-01/api-calls", " ", "it takes a reason")]
    [InlineData("nobody/2026-01-01/api-calls", "why", "1 charge was not")]
    [InlineData("nonsense", "why", "no line of this name")]
    public async Task What_is_no_good_is_refused_and_nothing_is_done(
        string line,
        string reason,
        string why
    )
    {
        await cast.UntilAsync("2026-02-03");
        var eve = await AsAsync("eve");
        (string, string)[] ticked = line.Length > 0 ? [("line", line)] : [];
        var refused = await eve.FillAsync(
            Page,
            Page,
            [.. ticked, ("decision", "confirm"), ("reason", reason)]
        );
        ((int)refused.Status).ShouldBeInRange(400, 409);
        refused.Body.ToLowerInvariant().ShouldContain(why);
        (await cast.StoredAsync("a", "charge.confirmed")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_not_decide_sees_the_charges_without_a_form()
    {
        await cast.UntilAsync("2026-02-03");
        var page = await (await AsAsync("ann")).OpenAsync(Page);
        page.Body.ShouldContain("US$0.50");
        page.Body.ShouldContain("has the role billing or admin");
        Visitor.ActionsOf(page).ShouldBe(["/console/out"]);
    }

    /// <summary>An act is later than all before it, and so than a clock that stands.</summary>
    private Task<Answer> LaterAsync(Visitor visitor, Answer posted)
    {
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        return visitor.FollowAsync(posted);
    }

    private static string Line(string account) =>
        ChargeRow.NameOf(account, "2026-01-01", "api-calls");

    private async Task<Visitor> AsAsync(string person) =>
        await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink(person));
}

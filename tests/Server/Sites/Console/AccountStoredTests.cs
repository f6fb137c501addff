using System.Net;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>What an account stores is looked at in the console: what keeps it and why it waits, with holds placed and let go.</summary>
public sealed class AccountStoredTests : IAsyncLifetime
{
    private const string Page = "/console/accounts/acme/stored";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme", "qcontact", "");
        for (var i = 0; i < 12; i++)
            await PutAsync($"call-{i:D2} <b>");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task Holds_are_placed_and_let_go_and_quarantine_is_lifted_by_another()
    {
        var bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        (await bob.OpenAsync("/console/accounts/acme")).Body.ShouldContain(Page);
        var page = await bob.OpenAsync(Page);
        (page.Status, page.Body.Contains("call-00 &lt;b&gt;")).ShouldBe((HttpStatusCode.OK, true));
        page.Body.ShouldContain("Storage allowance");
        page.Body.ShouldContain("no price is set");
        await DoneAsync(bob, $"{Page}/holds", ("reason", "a dispute"), ("hold", "h1"));
        page = await bob.OpenAsync(Page);
        page.Body.ShouldContain("Ours, on all that is stored");
        page.Body.ShouldContain("hot, kept");
        await DoneAsync(bob, $"{Page}/holds/h1/release", ("reason", "over"));
        (await bob.OpenAsync(Page)).Body.ShouldContain("let go");
        await cast.SendAsync(
            "acme",
            "report.filed",
            """{"clause":"content-harmful-software","by":"bob","about":"seen","object":"call-03 <b>"}"""
        );
        var lift = $"{Page}/objects/{Uri.EscapeDataString("call-03 <b>")}/release";
        (await bob.FillAsync(Page, lift, ("reason", "fine"))).Status.ShouldBe(
            HttpStatusCode.Conflict
        );
        var cyd = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("cyd"));
        await DoneAsync(cyd, lift, ("reason", "looked at it"));
        (await cyd.OpenAsync(Page)).Body.ShouldNotContain("in quarantine under");
    }

    [Fact]
    public async Task What_the_brake_stops_is_told_with_why_and_let_go_by_a_person()
    {
        await cast.SendAsync("acme", "retention.set", """{"class":"call-recording","after":1}""");
        await cast.UntilAsync("2026-01-06T01:00:00Z");
        await cast.UntilAsync("2026-01-07T02:00:00Z");
        var bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        var page = await bob.OpenAsync(Page);
        page.Body.ShouldContain("a person is asked");
        page.Body.ShouldContain("deleted after 1 day");
        (await bob.OpenAsync("/console")).Body.ShouldContain($"href=\"{Page}#waits\"");
        var metrics = (await cast.Server.GetAsync("/metrics")).Body;
        metrics.ShouldContain("evenhand_vault_waiting");
        metrics.ShouldContain("why=\"brake\"");
        await DoneAsync(bob, $"{Page}/release", ("reason", "they asked for it"));
        await cast.UntilAsync("2026-01-07T04:00:00Z");
        bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        (await bob.OpenAsync(Page)).Body.ShouldContain("Nothing is to be done");
        (await bob.OpenAsync("/console")).Body.ShouldNotContain($"href=\"{Page}#waits\"");
    }

    [Fact]
    public async Task Who_has_the_role_plays_and_the_trail_says_who_did()
    {
        const string bytes = Page + "/content/call-00%20%3Cb%3E?retrieval=p1";
        var node = cast.Server.Server.Node;
        var bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        (await bob.OpenAsync(Page)).Body.ShouldNotContain("<audio");
        (await bob.OpenAsync(bytes)).Status.ShouldBe(HttpStatusCode.Forbidden);
        await node.People.ChangeAsync(
            "bob",
            null,
            null,
            RoleSet.Of(Role.Operator, Role.Content),
            null
        );
        (await bob.OpenAsync(Page)).Body.ShouldContain("<audio");
        (await bob.OpenAsync(bytes)).Body.ShouldBe("hello");
        var trail = await cast.Server.GetAsync("/v1/audit?type=object.retrieved");
        trail.Body.ShouldContain("\"person\":\"bob\"");
        trail.Body.ShouldContain("retrieval:p1");
    }

    private static async Task DoneAsync(
        Visitor who,
        string action,
        params (string Name, string Value)[] fields
    )
    {
        var done = await who.FillAsync(Page, action, fields);
        done.Status.ShouldBe(HttpStatusCode.SeeOther, done.Body);
    }

    private async Task PutAsync(string name)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"/v1/accounts/acme/objects/{Uri.EscapeDataString(name)}?class=call-recording"
        );
        request.Headers.Authorization = new("Bearer", cast.KeyOf("acme"));
        request.Content = new ByteArrayContent("hello"u8.ToArray());
        request.Content.Headers.ContentType = new("audio/mpeg");
        (await cast.Server.SendAsync(request)).Status.ShouldBe(HttpStatusCode.OK);
    }
}

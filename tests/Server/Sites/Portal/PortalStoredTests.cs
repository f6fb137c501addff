using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>What an account takes with it out of the portal: its stored things and its events.</summary>
public sealed partial class PortalStoredTests : IAsyncLifetime
{
    private const string Page = "/portal/stored";

    private Cast cast = null!;
    private Visitor own = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("own", "qcontact", "");
        await cast.OpenAsync("other", "qcontact", "");
        await PutAsync("own", "calls/1 <b>", "audio/mpeg", "hello");
        await PutAsync("own", "notes", "text/html", "<script>no</script>");
        await PutAsync("other", "theirs", "audio/mpeg", "secret");
        own = await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("own"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task What_is_stored_is_listed_found_played_and_fetched()
    {
        var page = await own.OpenAsync(Page);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain("calls/1 &lt;b&gt;");
        page.Body.ShouldNotContain("theirs");
        page.Body.ShouldContain("What it costs");
        page.Body.ShouldContain("/portal/usage/storage-allowance");
        page.Body.ShouldNotContain("Costs in a month");
        Sound().Count(page.Body).ShouldBe(1);
        var at = WebUtility.HtmlDecode(Sound().Match(page.Body).Groups[1].Value);
        var heard = await own.OpenAsync(at);
        (heard.Status, heard.Body).ShouldBe((HttpStatusCode.OK, "hello"));
        heard.Fields["Content-Type"].ShouldBe("audio/mpeg");
        heard.Fields["Content-Security-Policy"].ShouldBe("sandbox");
        // In however many pieces it comes, one playback is one retrieval.
        await own.OpenAsync(at);
        (await cast.StoredAsync("own", "object.retrieved")).ShouldBe(1);
        var found = await own.OpenAsync($"{Page}?name=notes");
        found.Body.ShouldContain("notes");
        found.Body.ShouldNotContain("calls/1");
        (await own.OpenAsync($"{Page}?name=theirs")).Body.ShouldContain("Nothing has this name");
        (await own.OpenAsync($"{Page}?state=quarantined")).Body.ShouldContain(
            "Nothing is like that"
        );
        (await own.OpenAsync($"{Page}?state=odd")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_lies_cold_is_asked_for_and_then_played()
    {
        await cast.SendAsync("own", "object.moved", """{"object":"calls/1 <b>","tier":"cold"}""");
        var page = await own.OpenAsync(Page);
        Sound().Count(page.Body).ShouldBe(0);
        var at = $"{Page}/{Uri.EscapeDataString("calls/1 <b>")}/retrieve";
        page.Body.ShouldContain("Bring it back");
        (await own.FillAsync(Page, at)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await own.OpenAsync(Page)).Body.ShouldContain("is brought back");
        await cast.UntilAsync("2026-01-05T01:00:00Z");
        var there = await own.OpenAsync(Page);
        there.Body.ShouldContain("brought back until");
        var heard = await own.OpenAsync(
            WebUtility.HtmlDecode(Sound().Match(there.Body).Groups[1].Value)
        );
        (heard.Status, heard.Body).ShouldBe((HttpStatusCode.OK, "hello"));
    }

    [Fact]
    public async Task A_rule_says_what_it_would_delete_and_does_so_once_that_is_confirmed()
    {
        var at = $"{Page}/rules/retention/call-recording";
        await cast.UntilAsync("2026-01-07T00:00:00Z");
        own = await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("own"));
        var refused = await own.FillAsync(Page, at, ("after", "1"));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Body.ShouldContain("2 things would be deleted at once");
        refused.Body.ShouldContain("name=\"confirmed\"");
        (await own.OpenAsync(Page)).Body.ShouldContain("notes");
        (await own.FillAsync(Page, at, ("after", "1"), ("confirmed", "yes"))).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
        var page = await own.OpenAsync(Page);
        page.Body.ShouldContain("after 1 day");
        page.Body.ShouldNotContain("notes");
        (await own.FillAsync(Page, at, ("after", "x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_account_has_things_kept_and_lets_go_of_its_own_and_not_of_the_vendors()
    {
        var at = $"{Page}/holds";
        var placed = await own.FillAsync(
            Page,
            at,
            ("reason", "a dispute"),
            ("hold", "case 7"),
            ("objects", "notes\r\n\r\n calls/1 <b> \r\n")
        );
        placed.Status.ShouldBe(HttpStatusCode.SeeOther, placed.Body);
        var page = await own.OpenAsync(Page);
        page.Body.ShouldContain("You have this kept: notes, calls/1 &lt;b&gt;");
        page.Body.ShouldContain("hot, kept by a hold");
        (await own.OpenAsync($"{Page}?state=kept")).Body.ShouldContain("notes");
        (await own.FillAsync(Page, at, ("reason", "again"), ("hold", "case 7"))).Status.ShouldBe(
            HttpStatusCode.Conflict
        );
        var release = $"{at}/{Uri.EscapeDataString("case 7")}/release";
        (await own.FillAsync(Page, release, ("reason", "over"))).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await own.OpenAsync(Page)).Body.ShouldNotContain("You have this kept");

        var bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        const string Theirs = "/console/accounts/own/stored";
        (
            await bob.FillAsync(Theirs, $"{Theirs}/holds", ("reason", "ours"), ("hold", "v"))
        ).Status.ShouldBe(HttpStatusCode.SeeOther);
        page = await own.OpenAsync(Page);
        page.Body.ShouldContain("Your provider has this kept: all that is and will be stored");
        page.Body.ShouldNotContain($"{at}/v/release");
        (await own.FillAsync(Page, at, ("reason", "x"), ("hold", "mine"))).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
    }

    [Fact]
    public async Task An_export_is_asked_for_and_its_parts_are_fetched()
    {
        (await own.FillAsync(Page, $"{Page}/export")).Status.ShouldBe(HttpStatusCode.SeeOther);
        await cast.UntilAsync("2026-01-05T01:00:00Z");
        var page = await own.OpenAsync(Page);
        var at = WebUtility.HtmlDecode(Part().Match(page.Body).Groups[1].Value);
        var part = await own.OpenAsync(at);
        part.Status.ShouldBe(HttpStatusCode.OK);
        part.Fields["Content-Type"].ShouldBe("application/zip");
        part.Body.ShouldContain("list.ndjson");
        var other = await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("other"));
        (await other.OpenAsync(at)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_another_stored_is_not_given_out()
    {
        (await own.OpenAsync($"{Page}/theirs")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task All_that_was_reported_of_an_account_is_fetched_and_nothing_of_others()
    {
        var lines = (await own.OpenAsync("/portal/events.ndjson")).Body;
        lines.ShouldContain("account.opened");
        lines.ShouldContain("object.stored");
        lines.ShouldNotContain("theirs");
    }

    private async Task PutAsync(string account, string name, string media, string bytes)
    {
        using var body = new StringContent(bytes, Encoding.UTF8);
        body.Headers.ContentType = new(media);
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"/v1/accounts/{account}/objects/{Uri.EscapeDataString(name)}?class=call-recording"
        );
        request.Headers.Authorization = new("Bearer", cast.KeyOf(account));
        request.Content = body;
        var put = await cast.Server.SendAsync(request);
        put.Status.ShouldBe(HttpStatusCode.OK, put.Body);
    }

    [GeneratedRegex("<a href=\"([^\"]*/export/[^\"]*)\"")]
    private static partial Regex Part();

    [GeneratedRegex("<audio [^>]*src=\"([^\"]*)\"")]
    private static partial Regex Sound();
}

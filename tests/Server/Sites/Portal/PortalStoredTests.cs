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

    [GeneratedRegex("<audio [^>]*src=\"([^\"]*)\"")]
    private static partial Regex Sound();
}

using System.Net;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>What changes, told to pages that lie open.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private Cast cast = null!;

    private Uri Address => cast.Server.Address;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own");
        await cast.OpenAsync("other");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Theory]
    [InlineData("/console", "/console/changes")]
    [InlineData("/console/desk", "/console/changes")]
    [InlineData("/console/accounts/own", "/console/changes?account=own")]
    [InlineData("/portal", "/portal/changes")]
    public async Task A_page_of_figures_says_where_its_changes_are_told(string page, string told)
    {
        var visitor = page == "/portal" ? await OwnAsync() : await AnnAsync();
        var answer = await visitor.OpenAsync(page);
        answer.Body.ShouldContain($"<meta name=\"changes\" content=\"{told}\"");
        answer.Body.ShouldContain("data-live");
        answer.Body.ShouldContain("<noscript>");
        answer
            .Fields["Content-Security-Policy"]
            .ShouldEndWith("; script-src 'self'; connect-src 'self'");
    }

    [Fact]
    public async Task A_person_is_told_of_all_accounts_and_an_accounts_people_of_their_own()
    {
        await using var all = await Follower.OfPageAsync(
            Address,
            "/console/changes",
            (await AnnAsync()).Cookies
        );
        await using var own = await Follower.OfPageAsync(
            Address,
            "/portal/changes",
            (await OwnAsync()).Cookies
        );
        (await all.NextAsync()).Type.ShouldBe("quiet");
        (await own.NextAsync()).Type.ShouldBe("quiet");
        await cast.SendAsync("other", "api.called", """{"count":1}""");
        await cast.SendAsync("own", "api.called", """{"count":1}""");
        await all.NextAsync("other");
        await own.NextAsync("own");
        own.Seen.ShouldAllBe(account => account == "own");
    }

    [Fact]
    public async Task Nobody_follows_without_a_session_and_nobody_what_is_not_theirs()
    {
        foreach (var at in (string[])["/console/changes", "/portal/changes"])
        {
            (await cast.Server.GetAsync(at)).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await Visitor.To(cast.Server).OpenAsync(at)).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }
        (await (await OwnAsync()).OpenAsync("/portal/changes?account=other")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Who_signs_out_is_told_no_more()
    {
        var ann = await AnnAsync();
        await using var follower = await Follower.OfPageAsync(
            Address,
            "/console/changes",
            ann.Cookies
        );
        (await follower.NextAsync()).Type.ShouldBe("quiet");
        await ann.FillAsync("/console", "/console/out");
        await cast.SendAsync("own", "api.called", """{"count":1}""");
        (await follower.EndAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_ends_though_a_page_of_it_lies_open_and_follows()
    {
        var ann = await AnnAsync();
        await using var follower = await Follower.OfPageAsync(
            Address,
            "/console/changes",
            ann.Cookies
        );
        (await follower.NextAsync()).Type.ShouldBe("quiet");
        cast.Clock.Add(TimeSpan.FromMinutes(40));
        var asked = new HttpRequestMessage(HttpMethod.Get, "/console");
        asked.Headers.TryAddWithoutValidation("Cookie", ann.Cookies);
        asked.Headers.Add(Sessions.LiveField, "1");
        var answer = await cast.Server.SendAsync(asked);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Fields.ContainsKey("Set-Cookie").ShouldBeFalse();
        cast.Clock.Add(TimeSpan.FromMinutes(21));
        await cast.SendAsync("own", "api.called", """{"count":1}""");
        (await follower.EndAsync()).ShouldBeTrue();
        (await ann.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<Visitor> AnnAsync() =>
        Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("dan"));

    private Task<Visitor> OwnAsync() =>
        Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("own"));
}

using System.Net;
using System.Text.Json;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Embed;

/// <summary>Elements in frames: what opens them, and what they open.</summary>
public sealed class EmbedTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(
            settings => settings with { EmbedOrigins = ["https://app.example.com"] },
            clock
        );
        await server.PostAsync(
            "/v1/events",
            string.Join(
                '\n',
                from account in (string[])["own", "stranger"]
                select TestEvents.Line(
                    account,
                    "open",
                    "account.opened",
                    """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}""",
                    clock.GetUtcNow().AddDays(-40)
                )
            ),
            "application/x-ndjson"
        );
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Each_token_opens_its_element_for_the_origins_that_are_set_and_sets_no_cookie()
    {
        var frames = await FramesAsync();
        frames.Keys.ShouldBe(EmbedLinks.Elements, ignoreOrder: true);
        foreach (var (element, address) in frames)
        {
            var page = await server.GetAsync(address, key: null);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
            page.Fields["Content-Security-Policy"]
                .ShouldEndWith("frame-ancestors https://app.example.com");
            page.Fields.ContainsKey("Set-Cookie").ShouldBeFalse(element);
            page.Body.ShouldNotContain("<form");
            page.Body.ShouldNotContain("<script");
            page.Body.ShouldNotContain("href=\"/portal");
            page.Body.ShouldContain("<base target=\"_blank\"");
            (await server.GetAsync($"{address}&language=de", key: null)).Body.ShouldContain(
                "<html lang=\"de\">"
            );
        }
    }

    [Fact]
    public async Task A_token_opens_no_other_element_no_page_and_nothing_after_an_hour()
    {
        var frames = await FramesAsync();
        var token = frames["usage"][(frames["usage"].IndexOf('?') + 1)..];
        foreach (
            var other in (string[])
                [
                    "/embed/bill",
                    "/embed/notices",
                    "/embed/allowance/api-calls",
                    "/portal",
                    "/v1/accounts/own",
                    "/notice",
                ]
        )
            (await server.GetAsync($"{other}?{token}", key: null)).Status.ShouldBe(
                HttpStatusCode.Unauthorized,
                other
            );
        (await server.GetAsync($"/portal/open?link={token[6..]}", key: null)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        clock.Advance(TimeSpan.FromMinutes(60));
        (await server.GetAsync(frames["usage"], key: null)).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Fact]
    public async Task What_has_ended_says_so_in_its_frame_to_the_same_origins()
    {
        var address = (await FramesAsync())["usage"];
        clock.Advance(TimeSpan.FromMinutes(60));
        var visitor = Visitor.To(server);
        visitor.Accepts = "de";
        foreach (var each in (string[])[address, "/embed/usage", "/embed/bill?token=none"])
        {
            var page = await visitor.OpenAsync(each);
            page.Status.ShouldBe(HttpStatusCode.Unauthorized);
            page.Body.ShouldContain("<html lang=\"de\">");
            page.Body.ShouldContain("laden Sie die Seite darum herum neu");
            page.Fields["Content-Security-Policy"]
                .ShouldEndWith("frame-ancestors https://app.example.com");
            page.Fields.ContainsKey("Set-Cookie").ShouldBeFalse();
            page.Body.ShouldNotContain("href=\"/language");
        }
    }

    [Theory]
    [InlineData("{\"kind\":\"frame\"}", "/kind")]
    [InlineData("{\"kind\":\"embed\",\"elements\":[\"usage\",\"bills\"]}", "/elements")]
    [InlineData("{\"kind\":\"embed\",\"elements\":[\"allowance\"]}", "/clause")]
    [InlineData("{\"kind\":\"embed\",\"what\":1}", "/what")]
    public async Task What_is_asked_for_wrongly_is_refused(string body, string pointer)
    {
        var answer = await AskAsync("own", body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain(pointer);
    }

    [Fact]
    public async Task Elements_are_asked_for_by_those_who_may_and_of_accounts_that_there_are()
    {
        const string body = """{"kind":"embed"}""";
        var asked = await AskAsync("own", body);
        asked
            .Json.GetProperty("frames")
            .EnumerateObject()
            .Select(each => each.Name)
            .ShouldBe(["usage", "bill", "notices"]);
        asked.Json.GetProperty("url").GetString().ShouldStartWith("/embed/usage?token=");
        (await AskAsync("nobody", body)).Status.ShouldBe(HttpStatusCode.NotFound);
        var key = await server.KeyAsync(Role.Account, "own");
        (await AskAsync("stranger", body, key)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync("own", body, await server.KeyAsync(Role.Read))).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
    }

    private async Task<Dictionary<string, string>> FramesAsync()
    {
        var answer = await AskAsync(
            "own",
            """{"kind":"embed","elements":["usage","allowance","bill","notices"],"clause":"api-calls"}"""
        );
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return answer.Json.GetProperty("frames").Deserialize<Dictionary<string, string>>()!;
    }

    private Task<Answer> AskAsync(
        string account,
        string body,
        string key = ServerUnderTest.AdminKey
    ) => server.PostAsync($"/v1/accounts/{account}/portal-links", body, key: key);
}

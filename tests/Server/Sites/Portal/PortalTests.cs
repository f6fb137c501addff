using System.Net;
using System.Text.Json;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>How an account's people come to their pages, and nobody else does.</summary>
public sealed class PortalTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(clock: clock);
        await server.PostAsync(
            "/v1/events",
            string.Join(
                '\n',
                from account in (string[])["own", "stranger"]
                select TestEvents.Line(
                    account,
                    "open",
                    "account.opened",
                    $$"""{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter","name":"<b>{{account}} & Co"}""",
                    clock.GetUtcNow().AddDays(-40)
                )
            ),
            "application/x-ndjson"
        );
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>The pages that can be opened of an account that has used nothing.</summary>
    public static TheoryData<string> Pages =>
        [
            "/portal",
            "/portal/usage/api-calls",
            "/portal/bills",
            "/portal/bills/2026-11-01",
            "/portal/bills/2026-11-01/lines/api-calls",
            "/portal/told",
            "/portal/limits",
            "/portal/policy",
            "/portal/stored",
            "/portal/targets",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_link_opens_every_page_of_its_account(string page)
    {
        var cookie = await SignInAsync("own");
        var answer = await OpenAsync(page, cookie);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Body.ShouldStartWith("<!DOCTYPE html>");
        answer.Body.ShouldContain("&lt;b&gt;own &amp; Co");
        answer.Body.ShouldNotContain("<b>own");
        answer.Body.ShouldNotContain("stranger");
        answer
            .Body.Split("<script")
            .Skip(1)
            .ShouldAllBe(script => script.StartsWith(" defer src=\"/assets/"));
        answer.Body.ShouldNotContain("style=");
        answer
            .Fields["Content-Security-Policy"]
            .ShouldStartWith("default-src 'none'; style-src 'self'");
        answer.Fields["Cache-Control"].ShouldBe("no-store");
        answer.Fields["Referrer-Policy"].ShouldBe("no-referrer");
    }

    [Fact]
    public async Task Every_page_of_the_table_is_opened_here() =>
        AccessTable
            .Rows.Where(row =>
                row is { Pages: PagesFor.Portal, Method: "GET" }
                && !row.Pattern.EndsWith(PageActs.Reasons, StringComparison.Ordinal)
                && !row.Pattern.EndsWith(PageActs.Changes, StringComparison.Ordinal)
                && row.Pattern
                    is not (PageActs.StoredBytes or PageActs.StoredPart or PageActs.OwnEvents)
            )
            .Select(row =>
                row.Pattern.Replace("{clause}", "api-calls").Replace("{cycle}", "2026-11-01")
            )
            .ShouldBe(
                Pages.Select(page => page.Data).Append("/portal/bills/2026-11-01.csv"),
                ignoreOrder: true
            );

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Without_a_session_no_page_opens_and_a_key_is_none(string page)
    {
        foreach (var cookie in (string?[])[null, "", "evenhand-portal=", "evenhand-portal=AAAA"])
            (await OpenAsync(page, cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var key = await server.KeyAsync(Role.Account, "own");
        (await server.GetAsync(page, key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync(page)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_opens_no_route_of_the_api()
    {
        var cookie = await SignInAsync("own");
        (await OpenAsync("/v1/accounts/own", cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_a_session_for_an_hour_after_its_last_use()
    {
        var link = await LinkAsync("own");
        clock.Advance(TimeSpan.FromMinutes(59));
        var cookie = Cookie(await server.GetAsync(link, key: null));
        clock.Advance(TimeSpan.FromMinutes(59));
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
        var used = await OpenAsync("/portal", cookie);
        used.Status.ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromMinutes(59));
        (await OpenAsync("/portal", cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await OpenAsync("/portal", Cookie(used))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var opened = await server.GetAsync(await LinkAsync("own"), key: null);
        opened.Status.ShouldBe(HttpStatusCode.OK);
        var field = opened.Fields["Set-Cookie"];
        field.ShouldContain("httponly");
        field.ShouldContain("samesite=strict");
        field.ShouldContain("path=/portal");
        field.ShouldNotContain("expires");
        opened.Body.ShouldContain("""href="/portal">""");
    }

    [Theory]
    [InlineData("/portal/open")]
    [InlineData("/portal/open?link=")]
    [InlineData("/portal/open?link=CfDJ8AAAA")]
    public async Task What_is_no_link_opens_nothing(string path)
    {
        var answer = await server.GetAsync(path, key: null);
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Fields.ContainsKey("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_is_no_link_and_a_link_no_session()
    {
        var link = await LinkAsync("own");
        var text = link[(link.IndexOf('=') + 1)..];
        (await OpenAsync("/portal", $"evenhand-portal={text}")).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        var session = (await SignInAsync("own"))["evenhand-portal=".Length..];
        (await server.GetAsync($"/portal/open?link={session}", key: null)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task A_link_is_made_for_accounts_that_there_are_and_by_those_who_may()
    {
        (await MakeAsync("nobody", ServerUnderTest.AdminKey)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await MakeAsync("own", await server.KeyAsync(Role.Read))).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        var own = await server.KeyAsync(Role.Account, "own");
        (await MakeAsync("own", own)).Status.ShouldBe(HttpStatusCode.Created);
        (await MakeAsync("stranger", own)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_says_what_the_api_says()
    {
        await server.PostAsync(
            "/v1/events",
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 1_234)
                    .Select(each =>
                        TestEvents.Line(
                            "own",
                            $"c{each}",
                            "api.called",
                            "{}",
                            clock.GetUtcNow().AddHours(-1)
                        )
                    )
            ),
            "application/x-ndjson"
        );
        var key = await server.KeyAsync(Role.Account, "own");
        var allowances = (await server.GetAsync("/v1/accounts/own/allowances", key)).Json;
        var calls = allowances
            .GetProperty("items")
            .EnumerateArray()
            .First(each => each.GetProperty("clause").GetString() == "api-calls");
        calls.GetProperty("used").GetString().ShouldBe("1234");
        var cookie = await SignInAsync("own");
        (await OpenAsync("/portal", cookie)).Body.ShouldContain("1,234 of 50,000 calls");
        var page = await OpenAsync("/portal/usage/api-calls", cookie);
        page.Body.ShouldContain(WebUtility.HtmlEncode(calls.GetProperty("message").GetString()!));
        page.Body.ShouldContain("<td class=\"num\">1,234</td>");
        var sheet = await OpenAsync("/portal/bills/2026-11-01.csv", cookie);
        sheet.Fields["Content-Type"].ShouldStartWith("text/csv");
        var csv = await server.GetAsync("/v1/accounts/own/statements/2026-11-01?format=csv", key);
        sheet.Body.ShouldBe(csv.Body);
    }

    [Theory]
    [InlineData("/portal/usage/nothing")]
    [InlineData("/portal/bills/1999-01-01")]
    [InlineData("/portal/elsewhere")]
    public async Task What_is_not_there_is_not_found(string page) =>
        (await OpenAsync(page, await SignInAsync("own"))).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task The_style_sheet_is_kept_for_ever_under_its_own_address()
    {
        var address = Evenhand.Pages.Asset.Looks.Address;
        var answer = await server.GetAsync(address, key: null);
        answer.Fields["Content-Type"].ShouldBe("text/css");
        answer.Fields["Cache-Control"].ShouldContain("immutable");
        (await OpenAsync("/portal", await SignInAsync("own"))).Body.ShouldContain(address);
        (await server.GetAsync("/assets/elsewhere", key: null)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    private Task<Answer> MakeAsync(string account, string key) =>
        server.PostAsync($"/v1/accounts/{account}/portal-links", "", key: key);

    private async Task<string> LinkAsync(string account) =>
        (await MakeAsync(account, ServerUnderTest.AdminKey)).Json.GetProperty("url").GetString()!;

    private async Task<string> SignInAsync(string account) =>
        Cookie(await server.GetAsync(await LinkAsync(account), key: null));

    private static string Cookie(Answer answer) => answer.Fields["Set-Cookie"].Split(';')[0];

    private Task<Answer> OpenAsync(string page, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, page);
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return server.SendAsync(request);
    }
}

using System.Net;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>How the vendor's people come to their pages, and nobody else does.</summary>
public sealed class ConsoleTests : IAsyncLifetime
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
            TestEvents.Line(
                "own",
                "open",
                "account.opened",
                """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter","name":"<i>Own & Co"}""",
                clock.GetUtcNow().AddDays(-40)
            )
                + "\n"
                + TestEvents.Line(
                    "own",
                    "more",
                    "api.called",
                    """{"count":50001}""",
                    clock.GetUtcNow().AddHours(-1)
                ),
            "application/x-ndjson"
        );
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static TheoryData<string> Pages =>
        [
            "/console",
            "/console/accounts",
            "/console/accounts/own",
            "/console/accounts/own/usage/api-calls",
            "/console/accounts/own/bills/2026-11-01",
            "/console/accounts/own/stored",
            "/console/accounts/own/targets",
            "/console/desk",
            "/console/desk/own/api-calls%402026-11-01",
            "/console/asked",
            "/console/asked/own",
            "/console/find",
            "/console/charges",
            "/console/own",
            "/console/own/second",
            "/console/own/passkeys",
            "/console/ask",
            "/console/events",
            "/console/notices",
            "/console/notices/own",
            "/console/notices/own/{notice}",
            "/console/templates",
            "/console/templates/text",
            "/console/setup",
            "/console/policies",
            "/console/policies/{policy}",
            "/console/policies/{policy}/{version}",
            "/console/policies/{policy}/compare",
            "/console/policies/{policy}/readings",
            "/console/policies/{policy}/drafts/{draft}",
            "/console/policies/{policy}/trials/{trial}",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_person_opens_the_pages_of_its_role_and_sees_no_way_to_others(string page)
    {
        foreach (
            var role in (Role[])[Role.Read, Role.Reviewer, Role.Operator, Role.Billing, Role.Admin]
        )
        {
            var id = $"p-{role}".ToLowerInvariant();
            await server.Server.Node.People.AddAsync(id, $"<u>{id}", "", role);
            var answer = await OpenAsync(page, await SignInAsync(id));
            if (
                page == "/console/setup" && role != Role.Admin
                || page.Contains("{draft}") && role is not (Role.Operator or Role.Admin)
            )
            {
                answer.Status.ShouldBe(HttpStatusCode.Forbidden);
                continue;
            }
            answer.Body.Contains("href=\"/console/setup\"").ShouldBe(role == Role.Admin);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
            answer.Body.ShouldContain($"&lt;u&gt;{id}");
            answer.Body.ShouldNotContain("<u>");
            answer.Body.ShouldNotContain("<i>");
            answer.Body.ShouldNotContain("style=");
            answer.Fields["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
            answer.Fields["Cache-Control"].ShouldBe("no-store");
        }
    }

    [Fact]
    public void Every_page_of_the_table_is_opened_here() =>
        AccessTable
            .Rows.Where(row =>
                row is { Pages: PagesFor.Console, Method: "GET" }
                && !row.Pattern.EndsWith(PageActs.Reasons, StringComparison.Ordinal)
                && row.Pattern != PageActs.AccountStoredBytes
                && !row.Pattern.EndsWith(PageActs.Changes, StringComparison.Ordinal)
            )
            .Select(row =>
                row.Pattern.Replace("{account}", "own")
                    .Replace("{clause}", "api-calls")
                    .Replace("{cycle}", "2026-11-01")
                    .Replace("{case}", "api-calls%402026-11-01")
            )
            .ShouldBe(
                Pages
                    .Select(page => page.Data)
                    .Append("/console/accounts/own/bills/2026-11-01.csv"),
                ignoreOrder: true
            );

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Neither_nobody_nor_a_key_nor_an_accounts_people_open_one(string page)
    {
        (await OpenAsync(page, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync(page)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var portal = await server.GetAsync(server.Server.PortalLink("own"), key: null);
        var text = Cookie(portal)["evenhand-portal=".Length..];
        foreach (var name in (string[])["evenhand-portal", "evenhand-console"])
            (await OpenAsync(page, $"{name}={text}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_person_who_has_ended_sees_nothing_more_at_once()
    {
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Admin);
        var cookie = await SignInAsync("ann");
        var link = server.Server.ConsoleLink("ann");
        (await OpenAsync("/console", cookie)).Status.ShouldBe(HttpStatusCode.OK);
        await server.Server.Node.People.EndAsync("ann");
        (await OpenAsync("/console", cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Before_a_person_begins_its_link_opens_nothing()
    {
        var later = Moment.Of(clock.GetUtcNow().AddMinutes(10));
        await server.Server.Node.People.AddAsync("ben", "Ben", "", Role.Admin, (later, null));
        var link = server.Server.ConsoleLink("ben");
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
        clock.Advance(TimeSpan.FromMinutes(10));
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_of_the_console_opens_no_portal_and_no_route()
    {
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Admin);
        var cookie = await SignInAsync("ann");
        var text = cookie["evenhand-console=".Length..];
        (await OpenAsync("/portal", $"evenhand-portal={text}")).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await OpenAsync("/v1/accounts", cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_an_administrator_makes_links_and_only_for_those_there_are()
    {
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Read);
        var refused = await server.PostAsync(
            "/v1/people/ann/links",
            "",
            key: await server.KeyAsync(Role.Operator)
        );
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.PostAsync("/v1/people/nobody/links", "")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        var made = await server.PostAsync("/v1/people/ann/links", "");
        made.Status.ShouldBe(HttpStatusCode.Created);
        var ann = await Visitor.WithAsync(server, made.Json.GetProperty("url").GetString()!);
        (await ann.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_root_leads_to_the_console()
    {
        var answer = await server.GetAsync("/", key: null);
        answer.Status.ShouldBe(HttpStatusCode.Found);
        answer.Fields["Location"].ShouldBe("/console");
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_found()
    {
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Read);
        (await OpenAsync("/console/accounts/nobody", await SignInAsync("ann"))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    private async Task<string> SignInAsync(string person) =>
        (await Visitor.WithAsync(server, server.Server.ConsoleLink(person))).Cookies;

    private static string Cookie(Answer answer) => answer.Fields["Set-Cookie"].Split(';')[0];

    private async Task<Answer> OpenAsync(string page, string? cookie)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            await PageSample.OfAsync(server, page)
        );
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await server.SendAsync(request);
    }
}

using System.Text.RegularExpressions;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Evenhand.Tests.Channels.Mail;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>The pages that nobody needs to be signed in for, in a browser: the ways in, what a mail leads to, and what there is not.</summary>
public sealed partial class OpenPagesInBrowserTests : IAsyncLifetime
{
    /// <summary>Looks at every page by every rule of axe in each form.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, server, ...pages] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        for (const [colorScheme, width, forcedColors, locale] of [['light', 1280, 'none', 'en'], ['dark', 390, 'none', 'de'], ['light', 320, 'none', 'de'], ['light', 640, 'active', 'en']]) {
          const context = await browser.newContext({ colorScheme, forcedColors, locale, viewport: { width, height: 900 }, bypassCSP: true });
          const page = await context.newPage();
          page.on('pageerror', error => console.log('VIOLATION', error.message));
          for (const path of pages) {
            const told = `${path.slice(0, 40)} ${colorScheme} ${width} ${forcedColors}`;
            await page.goto(server + path);
            await page.evaluate(axe);
            const { violations, passes } = await page.evaluate(() =>
              axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])), resultTypes: ['violations'] }));
            console.log('looked at', told, passes.length > 10);
            for (const { id, nodes } of violations) console.log('VIOLATION', told, id, nodes.length, nodes[0].html, nodes[0].any[0]?.message);
            if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) console.log('VIOLATION', told, 'scrolls sideways');
            if (await page.evaluate(() => getComputedStyle(document.querySelector('main')).maxWidth) === 'none') console.log('VIOLATION', told, 'has no looks');
          }
          await context.close();
        }
        await browser.close();
        """;

    private const int Forms = 4;

    /// <summary>What leads on and shows nothing itself, and what programs read.</summary>
    private static readonly string[] NoPages =
    [
        "/",
        "/portal/open",
        OpenIdProvider.Page,
        OpenIdProvider.Back,
        "/language/{tag}",
        "/assets/{name}",
        "/openapi.json",
        "/health/live",
        "/health/ready",
        // They have a walk of their own.
        "/policies",
        "/policies/{name}",
    ];

    private readonly MailServer next = MailServer.Start();
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Smtp = next.Url,
                MailFrom = "notices@example.com",
                PublicUrl = new Uri("https://usage.example.com/"),
            }
        );
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Admin);
        var now = DateTimeOffset.UtcNow;
        await SendAsync(
            "open",
            "account.opened",
            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""",
            now.AddDays(-40)
        );
        await server.PostAsync(
            "/v1/accounts/own/recipients",
            """{"email":"ada@example.com","billing":true}"""
        );
        await SendAsync("call", "call.ended", """{"direction":"outbound","duration":14401}""", now);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Every_page_that_is_open_to_anybody_is_without_violation_of_any_rule_of_axe()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no page was looked at in a browser");
        var notice = await MailedAsync(1);
        await server.SendAsync(
            HttpMethod.Post,
            MailedLinks.Page,
            null,
            "account=own&email=ada%40example.com",
            "application/x-www-form-urlencoded"
        );
        var pages = new Dictionary<string, string>
        {
            [SignIn.Page] = SignIn.Page,
            [SignIn.PasskeyPage] = SignIn.PasskeyPage,
            [PersonLinks.Page] = server.Server.ConsoleLink("ann"),
            [MailedLinks.Page] = MailedLinks.Page,
            [MailedLinks.LinkPage] = await MailedAsync(2),
            [NoticeLinks.Page] = notice,
        };
        AccessTable
            .Rows.Where(row =>
                row is { Method: "GET" } && (row.Roles.IsEmpty || row.Pages == PagesFor.Notice)
            )
            .Select(row => row.Pattern)
            .Except(NoPages)
            .ShouldBe(pages.Keys, ignoreOrder: true);
        string[] looked = [.. pages.Values, "/portal/open?link=none", "/console/nowhere"];
        var (status, output) = Npm.Script(
            Npm.Installed("browser", "playwright-core@1.64.1", "axe-core@4.14.1"),
            Script,
            ["/usr/bin/chromium", server.Address.ToString().TrimEnd('/'), .. looked]
        );
        status.ShouldBe(0, output);
        output.Split('\n').Where(line => line.StartsWith("VIOLATION")).ShouldBeEmpty();
        output.Split("true\n").Length.ShouldBe(looked.Length * Forms + 1, output);
    }

    /// <summary>The link of the mail that comes so many-th, from the server's root.</summary>
    private async Task<string> MailedAsync(int count)
    {
        await Wait.UntilAsync(() => Task.FromResult(next.All.Count >= count), "it is mailed");
        return new Uri(LinkIn().Match(next.All[count - 1].TextBody!).Value).PathAndQuery;
    }

    private async Task SendAsync(string id, string type, string data, DateTimeOffset time)
    {
        var answer = await server.PostAsync(
            "/v1/events",
            TestEvents.Line("own", id, type, data, time),
            "application/x-ndjson"
        );
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex LinkIn();
}

using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>What an account's people say and set in the portal, in a browser: by keys alone, enlarged twice, in forced colours.</summary>
public sealed class PortalFlowsInBrowserTests : IAsyncLifetime
{
    private const string Line = "/portal/bills/2026-01-01/lines/api-calls";
    private const string Allowance = "/portal/usage/api-calls";

    /// <summary>Goes through flows: opens a page, an act by its name where it has one, fills in fields, sends, and reads what is said.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        const [, , executablePath, server, link, flows] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const context = await browser.newContext({ locale: 'en-US', viewport: { width: 640, height: 450 }, forcedColors: 'active' });
        const page = await context.newPage();
        await page.goto(server + link);
        await page.waitForURL(url => url.pathname === '/portal');
        const reach = async (path, what, words) => {
          for (let tabs = 0; tabs < 200; tabs++) {
            await page.keyboard.press('Tab');
            if (await page.evaluate(([what, words]) => document.activeElement.matches(what) && document.activeElement.textContent.trim().startsWith(words), [what, words])) return true;
          }
          console.log('VIOLATION', path, 'no key leads to', what, words);
          return false;
        };
        for (const { path, act, fields, button, said } of JSON.parse(flows)) {
          await page.goto(server + path);
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) console.log('VIOLATION', path, 'scrolls sideways');
          if (act) { await reach(path, 'summary', act); await page.keyboard.press('Enter'); }
          for (const [name, value] of Object.entries(fields)) {
            await reach(path, `[name="${name}"]`, '');
            if (!(await page.evaluate(() => document.activeElement.type === 'date'))) { await page.keyboard.press('Control+A'); await page.keyboard.press('Delete'); }
            await page.keyboard.type(value);
          }
          if (button !== null) { await reach(path, 'button', button); await page.keyboard.press('Enter'); await page.waitForSelector('.yes, .no'); }
          const text = await page.textContent('main');
          console.log(path, act ?? button, text.includes(said) ? 'is said' : 'VIOLATION is not said: ' + text);
          const outline = await page.evaluate(() => { const link = document.querySelector('main a, .top a'); link.focus(); return getComputedStyle(link).outlineStyle; });
          if (outline === 'none') console.log('VIOLATION', path, 'shows no focus');
        }
        await browser.close();
        """;

    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05T09:00:00Z");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_charge_is_asked_about_and_objected_to_a_peak_announced_and_a_step_appealed()
    {
        await cast.OpenAsync("own");
        await cast.CaseAsync("own");
        await cast.UntilAsync("2026-02-03");
        Go(
            "own",
            new(
                Line,
                "Ask about this line",
                new() { ["reason"] = "what is a <i>call</i>?" },
                "",
                "Your provider has it"
            ),
            new(
                Line,
                "This is not right",
                new() { ["reason"] = "not ours" },
                "",
                "Your appeal is opened"
            ),
            new(
                Allowance,
                "Ask for an exception",
                new()
                {
                    ["from"] = "02072026",
                    ["to"] = "02102026",
                    ["amount"] = "90,000",
                    ["reason"] = "a sale",
                },
                "",
                "Your request is with your provider"
            ),
            new(
                "/portal/told",
                "Appeal",
                new() { ["reason"] = "we asked early" },
                "",
                "Your appeal is opened"
            ),
            new(
                "/portal/limits",
                "Tell somebody by mail",
                new() { ["email"] = "a@example.com", ["percent"] = "80" },
                "",
                "a@example.com is told from now on"
            )
        );
        var asked = (await cast.Server.GetAsync("/v1/accounts/own/questions")).Json.GetProperty(
            "items"
        )[0];
        await cast.DoAsync(
            "bob",
            $"/v1/accounts/own/questions/{asked.GetProperty("id").GetString()}/answer",
            """{"text":"every request"}"""
        );
        var request = (await cast.Server.GetAsync("/v1/accounts/own/exceptions")).Json.GetProperty(
            "items"
        )[0];
        request
            .GetProperty("from")
            .GetDateTimeOffset()
            .ShouldBe(DateTimeOffset.Parse("2026-02-07T00:00:00Z"));
        request.GetProperty("amount").GetString().ShouldBe("90000");
        Go(
            "own",
            new(Line, null, [], null, "every request"),
            new("/portal/told", null, [], null, "not answered yet")
        );
    }

    [Fact]
    public async Task A_limit_is_set_and_what_it_paused_is_resumed()
    {
        await cast.OpenAsync("own", "engagece", ",\"plan\":\"volume-500\"");
        Go(
            "own",
            new Flow(
                "/portal/limits",
                null,
                new() { ["amount"] = "1,000" },
                "Set it",
                "You stop at 1,000 nudges"
            )
        );
        await cast.SendAsync(
            "own",
            "sms.sent",
            """{"segments":1000,"origin":"sequence","automation":"welcome"}"""
        );
        Go(
            "own",
            new Flow(
                "/portal/limits",
                null,
                [],
                null,
                "1 automation is paused, because your limit is reached"
            )
        );
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        Go(
            "own",
            new(
                "/portal/limits",
                null,
                new() { ["amount"] = "" },
                "Set it",
                "There is no limit any more"
            ),
            new("/portal/limits", null, [], "Resume welcome", "welcome goes on")
        );
    }

    private void Go(string account, params Flow[] flows)
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no page was looked at in a browser");
        var (status, output) = Npm.Script(
            Npm.Installed("browser", "playwright-core@1.64.1", "axe-core@4.14.1"),
            Script,
            "/usr/bin/chromium",
            cast.Server.Address.ToString().TrimEnd('/'),
            cast.Server.Server.PortalLink(account),
            JsonSerializer.Serialize(flows, Written)
        );
        status.ShouldBe(0, output);
        output.ShouldNotContain("VIOLATION", customMessage: output);
        output.Split("is said\n").Length.ShouldBe(flows.Length + 1, output);
    }

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web);

    /// <summary>What somebody does on a page, and what is said then.</summary>
    /// <param name="Path">The page.</param>
    /// <param name="Act">The act that opens from its name; null where the form lies open, or none is sent.</param>
    /// <param name="Fields">What is typed, by field, in the order of the page.</param>
    /// <param name="Button">What the button's text begins with; null where nothing is sent.</param>
    /// <param name="Said">What the page says then.</param>
    private sealed record Flow(
        string Path,
        string? Act,
        Dictionary<string, string> Fields,
        string? Button,
        string Said
    );
}

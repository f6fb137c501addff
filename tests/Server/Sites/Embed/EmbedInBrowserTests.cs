using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Embed;

/// <summary>Elements in frames of pages of other origins, in a browser: one that is allowed, and one that is not.</summary>
public sealed class EmbedInBrowserTests : IAsyncLifetime
{
    private static readonly string[] Packages = ["playwright-core@1.64.1", "axe-core@4.14.1"];

    /// <summary>Two sites that are made up here show the same frames; what stands in a frame is looked at by every rule of axe.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, ...frames] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests'] });
        for (const [colorScheme, width] of [['light', 1280], ['dark', 320]]) {
          for (const site of ['http://allowed.example', 'http://another.example']) {
            const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
            await context.route(site + '/**', route => route.fulfill({ contentType: 'text/html', body:
              '<!DOCTYPE html><html lang="en"><title>Our app</title><main><h1>Our app</h1>' + frames.map((at, i) => `<iframe title="Element ${i}" width="100%" height="500" src="${at}"></iframe>`).join('') + '</main></html>' }));
            const page = await context.newPage();
            await page.goto(site + '/account');
            for (const [at, address] of frames.entries()) {
              const frame = await (await page.$$('iframe'))[at].contentFrame();
              await frame.waitForLoadState();
              const shown = await frame.evaluate(() => document.querySelector('main.embedded h1') !== null && getComputedStyle(document.body).margin === '0px').catch(() => false);
              console.log(site, new URL(address).pathname, shown ? 'shows it' : 'is blocked');
              if (!shown) continue;
              await frame.evaluate(axe);
              const violations = await frame.evaluate(async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(each => each.id + ' ' + each.nodes[0].html));
              for (const each of violations) console.log('VIOLATION', address, each);
              if (await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth)) console.log('VIOLATION', address, 'scrolls sideways', width);
            }
            await context.close();
          }
        }
        await browser.close();
        """;

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                EmbedOrigins = ["http://allowed.example"],
            }
        );
        await server.OpenAsync("own");
        var now = DateTimeOffset.UtcNow;
        var calls = Enumerable
            .Range(0, 60_000)
            .Select(each =>
                TestEvents.Line("own", $"c{each}", "api.called", "{}", now.AddMinutes(-each % 200))
            );
        await server.PostAsync("/v1/events", string.Join('\n', calls), "application/x-ndjson");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_origin_that_is_set_shows_every_element_and_another_shows_none()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no page was looked at in a browser");
        var asked = await server.PostAsync(
            "/v1/accounts/own/portal-links",
            """{"kind":"embed","elements":["usage","allowance","bill","notices"],"clause":"api-calls"}"""
        );
        var frames = asked.Json.GetProperty("frames").Deserialize<Dictionary<string, string>>()!;
        var root = server.Address.ToString().TrimEnd('/');
        var (status, output) = Npm.Script(
            Npm.Installed("browser", Packages),
            Script,
            ["/usr/bin/chromium", .. frames.Values.Select(each => root + each)]
        );
        status.ShouldBe(0, output);
        output.ShouldNotContain("VIOLATION", customMessage: output);
        output.Split("http://allowed.example").Length.ShouldBe(frames.Count * 2 + 1, output);
        output.Split("shows it\n").Length.ShouldBe(frames.Count * 2 + 1, output);
        output
            .Split('\n')
            .Count(line => line.StartsWith("http://another.example") && line.EndsWith("is blocked"))
            .ShouldBe(frames.Count * 2, output);
    }
}

using System.Net;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Core;
using Evenhand.Tests.Policies.Quay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The pages that people read, in a browser: light and dark, wide and narrow, on paper.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private static readonly string[] Packages = ["playwright-core@1.64.1", "axe-core@4.14.1"];

    /// <summary>Every rule of axe, those that are off by default too, on each page in each form; then what no rule looks at.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, key, ...pages] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const extraHTTPHeaders = { accept: 'text/html', authorization: `Bearer ${key}` };
        for (const address of pages) for (const colorScheme of ['light', 'dark']) for (const width of [1280, 390]) {
          const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true, extraHTTPHeaders });
          await page.goto(address);
          await page.evaluate(axe);
          const { violations, passes } = await page.evaluate(() =>
            axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])), resultTypes: ['violations'] }));
          const told = `${address} ${colorScheme} ${width}`;
          console.log('looked at', told, passes.length > 10);
          for (const { id, nodes } of violations) console.log('VIOLATION', told, id, nodes.length, nodes[0].html);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > width) console.log('VIOLATION', told, 'scrolls sideways', wide);
          if (await page.evaluate(() => document.scripts.length) > 0) console.log('VIOLATION', told, 'runs a script');
          await page.close();
        }
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
        await page.goto(pages[0]);
        const current = () => [...document.querySelectorAll('.side a')].flatMap((a, place) => a.matches(':target-current') ? [place] : []);
        const read = () => page.evaluate(current);
        const first = await read();
        const middle = await page.evaluate(() => document.querySelectorAll('.side a').length >> 1);
        await page.evaluate(at => document.querySelector(document.querySelectorAll('.side a')[at].hash).scrollIntoView(), middle);
        await page.waitForFunction(`(${current})()[0] > ${first[0] ?? -1}`);
        const then = await read();
        await page.evaluate(() => document.querySelector('footer').scrollIntoView());
        await page.waitForFunction(`(${current})()[0] > ${then[0]}`);
        const last = await read();
        console.log('contents follow, one at a time', then.length, last.length);
        console.log('paper', (await page.pdf()).toString('latin1').match(/\/Type \/Page\b/g).length > 1);
        await browser.close();
        """;

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync() => server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    [Trait("fault", "S2-30")]
    public async Task Every_page_is_without_violation_of_any_rule_of_axe()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no page was looked at in a browser");
        var folder = Npm.Installed("browser", Packages);
        var later = Published.Text("numonix", "2098.1", "2098-01-01");
        await server.PostAsync("/v1/policies", later, "text/markdown");
        await server.OpenAsync("acme");
        string[] files =
        [
            await FileAsync(folder, "harbour.html", QuayPolicy.Old),
            await FileAsync(folder, "mapping-api.html", MappingApi()),
        ];
        string[] paths =
        [
            "policies/qcontact",
            "policies/engagece",
            "policies/stackcx",
            "policies/numonix",
            "policies/numonix?version=2098.1",
            "policies",
            "policies/nowhere",
            "v1/accounts/acme/statements",
            $"v1/accounts/acme/statements/{DateTime.UtcNow:yyyy-MM}-01",
        ];
        var (status, output) = Npm.Script(
            folder,
            Script,
            [
                "/usr/bin/chromium",
                ServerUnderTest.AdminKey,
                .. paths.Select(path => $"{server.Address}{path}"),
                .. files.Select(file => $"file://{file}"),
            ]
        );
        status.ShouldBe(0, output);
        output.ShouldNotContain("VIOLATION");
        output.Split("true\n").Length.ShouldBe((paths.Length + files.Length) * 4 + 2, output);
        output.ShouldContain("contents follow, one at a time 1 1");
    }

    private static async Task<string> FileAsync(string folder, string name, CheckedPolicy policy)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, Page.Of(policy), TestContext.Current.CancellationToken);
        return file;
    }

    /// <summary>A policy of another trade.</summary>
    private static CheckedPolicy MappingApi()
    {
        var catalogue = CatalogueReader.Open(
            RepositoryFile.PathOf("samples/mapping-api/catalogue.yaml"),
            new Problems()
        )!;
        return PolicyReport
            .Of(RepositoryFile.PathOf("samples/mapping-api/policy.md"), catalogue, mutate: false)
            .Checked!;
    }

    [Theory]
    [InlineData("/policies/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/policies/qcontact/elsewhere", HttpStatusCode.NotFound)]
    [InlineData("/policies/qcontact?version=1999", HttpStatusCode.NotFound)]
    public async Task A_wrong_address_answers_a_browser_with_a_page_and_a_program_with_an_object(
        string path,
        HttpStatusCode status
    )
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, path);
        asked.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        var page = await server.SendAsync(asked);
        page.Status.ShouldBe(status);
        page.Body.ShouldStartWith("<!doctype html>");
        page.Body.ShouldContain("href=\"/policies\"");
        (await server.GetAsync(path)).Json.GetProperty("status").GetInt32().ShouldBe((int)status);
    }
}

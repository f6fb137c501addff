using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>A person's way in, in a browser: link, password, second factor, recovery codes; each page by every rule of axe.</summary>
public sealed class SignInInBrowserTests : IAsyncLifetime
{
    private static readonly string[] Packages = ["playwright-core@1.64.1", "axe-core@4.14.1"];

    /// <summary>The codes are made here as an app makes them: RFC 6238 with RFC 4226 and RFC 4648.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        import { createHmac } from 'node:crypto';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, server, link] = process.argv;
        const codeOf = (key, late) => {
          const bits = [...key].map(sign => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
          const secret = Buffer.from(bits.match(/.{8}/g).map(each => parseInt(each, 2)));
          const step = Buffer.alloc(8);
          step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + late));
          const hash = createHmac('sha1', secret).update(step).digest();
          const at = hash[19] & 15;
          return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
        };
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const context = await browser.newContext({ bypassCSP: true });
        const page = await context.newPage();
        page.on('pageerror', error => console.log('VIOLATION', error.message));
        const look = async told => {
          for (const [colorScheme, width] of [['light', 1280], ['dark', 320]]) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: 900 });
            await page.evaluate(axe);
            const { violations, passes } = await page.evaluate(() =>
              axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])), resultTypes: ['violations'] }));
            for (const { id, nodes } of violations) console.log('VIOLATION', told, id, nodes[0].html);
            if (await page.evaluate(() => document.documentElement.scrollWidth) > width) console.log('VIOLATION', told, 'scrolls sideways');
            if (await page.evaluate(() => document.scripts.length) > 0) console.log('VIOLATION', told, 'runs a script');
            console.log('looked at', told, passes.length > 10);
          }
        };
        const fill = async (fields, button) => {
          for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text);
          await page.getByRole('button', { name: button, exact: true }).click();
        };
        const password = 'four old wheels at the fence';
        await page.goto(server + link);
        await look('a link');
        await fill({}, 'Sign in');
        await look('the own page');
        await fill({ 'The password from now on': password }, 'Set the password');
        await page.getByText('from now on. All').waitFor();
        await fill({}, 'Sign out');
        await page.goto(server + '/console/desk');
        await look('the sign-in');
        await fill({ 'Name or e-mail address': 'ann', Password: 'not this one' }, 'Sign in');
        await look('a refusal');
        await fill({ Password: password }, 'Sign in');
        console.log('leads where one wanted to go', new URL(page.url()).pathname === '/console/desk');
        await page.goto(server + '/console/own/second');
        await look('the second factor');
        const key = await page.locator('code').textContent();
        const first = codeOf(key, 0);
        await fill({ 'The password that you have now': password, 'The code that your app shows now': first }, 'Set it');
        await look('the recovery codes');
        const recovery = await page.locator('ol code').first().textContent();
        await page.getByText('I have written them down').click();
        await fill({}, 'Sign out');
        await page.goto(server + '/console/sign-in');
        await fill({ 'Name or e-mail address': 'ann', Password: password }, 'Sign in');
        await look('the second step');
        await fill({ Code: first }, 'Sign in');
        console.log('a code is good once', await page.getByText('That is no code').count() === 1);
        await fill({ Code: codeOf(key, 1) }, 'Sign in');
        await page.goto(server + '/console/own');
        await look('the own page with a second factor');
        await page.getByText('Show no codes any more').first().click();
        await page.locator('form[action$="/end"]').getByLabel('A code of your app').fill(recovery);
        await page.locator('form[action$="/end"]').getByRole('button').click();
        console.log('it is ended', await page.getByText('You show no codes any more').count() === 1);
        await browser.close();
        """;

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Operator);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void A_person_comes_in_by_link_password_and_code()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: nobody came in by a browser");
        var (status, output) = Npm.Script(
            Npm.Installed("browser", Packages),
            Script,
            [
                "/usr/bin/chromium",
                server.Address.ToString().TrimEnd('/'),
                server.Server.ConsoleLink("ann"),
            ]
        );
        status.ShouldBe(0, output);
        output.Split('\n').Where(line => line.StartsWith("VIOLATION")).ShouldBeEmpty();
        output.Split("true\n").Length.ShouldBe(8 * 2 + 3 + 1, output);
    }
}

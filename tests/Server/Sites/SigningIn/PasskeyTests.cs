using System.Net;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>Passkeys, by a browser with an authenticator of its own.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    /// <summary>Makes a passkey, signs in with it, shows the same answer again, one of another visit, and one that was ended.</summary>
    private const string Script = """
        import { chromium } from 'playwright-core';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, server, link] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const context = await browser.newContext({ viewport: { width: 320, height: 900 } });
        const page = await context.newPage();
        page.on('pageerror', error => console.log('VIOLATION', error.message));
        page.on('console', message => { if (message.type() === 'error' && !/40[14]/.test(message.text())) console.log('VIOLATION', message.text()); });
        const cdp = await context.newCDPSession(page);
        await cdp.send('WebAuthn.enable');
        await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
          protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
        const look = async told => {
          await page.evaluate(axe);
          const { violations, passes } = await page.evaluate(() =>
            axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])), resultTypes: ['violations'] }));
          for (const { id, nodes } of violations) console.log('VIOLATION', told, id, nodes[0].html);
          console.log('looked at', told, passes.length > 10);
        };
        let sent;
        page.on('request', request => { if (request.method() === 'POST') sent = request.postData(); });
        const press = name => page.getByRole('button', { name, exact: true }).click();
        await page.goto(server + link);
        await press('Sign in');
        await page.goto(server + '/console/own/passkeys');
        await look('the passkeys');
        await page.getByLabel('What you call it').fill('my telephone');
        await press('Make a passkey');
        await page.locator('.yes').waitFor();
        console.log('it is made', (await page.textContent('.yes')).includes('my telephone signs you in'));
        await press('Sign out');
        await page.goto(server + '/console/desk');
        await page.getByText('Sign in with a passkey').click();
        await look('the sign-in with a passkey');
        await press('Sign in');
        await page.waitForURL(url => url.pathname === '/console/desk');
        console.log('it leads where one wanted to go', true);
        const again = await context.request.post(server + '/console/sign-in/passkey', {
          data: sent, headers: { 'content-type': 'application/x-www-form-urlencoded' }, maxRedirects: 0 });
        console.log('it counts once', again.status() === 401 || again.status() === 403);
        await page.goto(server + '/console/own/passkeys');
        await press('End my telephone');
        await page.locator('.yes').waitFor();
        await press('Sign out');
        await page.goto(server + '/console/sign-in/passkey');
        await press('Sign in');
        await page.getByText('opens nothing here').waitFor();
        console.log('an ended one opens nothing', true);
        await browser.close();
        """;

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                SecondFactor = Role.Admin,
            }
        );
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Operator);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void A_browser_makes_a_passkey_and_signs_in_with_it_once_for_each_challenge()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no passkey was made");
        var (status, output) = Npm.Script(
            Npm.Installed("browser", ["playwright-core@1.64.1", "axe-core@4.14.1"]),
            Script,
            [
                "/usr/bin/chromium",
                // Passkeys belong to a name; an address has none.
                server.Address.ToString().TrimEnd('/').Replace("127.0.0.1", "localhost"),
                server.Server.ConsoleLink("ann"),
            ]
        );
        status.ShouldBe(0, output + string.Join('\n', server.Log.All.Where(IsOfPasskeys)));
        output.Split('\n').Where(line => line.StartsWith("VIOLATION")).ShouldBeEmpty();
        output.Split("true\n").Length.ShouldBe(6 + 1, output);
    }

    private static bool IsOfPasskeys(string line) => line.Contains("passkey");

    [Fact]
    public async Task Two_pages_run_a_file_of_ours_and_what_is_made_up_opens_nothing()
    {
        var visitor = Visitor.To(server);
        var page = await visitor.OpenAsync(SignIn.PasskeyPage);
        page.Fields["Content-Security-Policy"].ShouldContain("script-src 'self'");
        WebUtility.HtmlDecode(page.Body).ShouldContain("\"userVerification\":\"required\"");
        var form = Visitor.Pairs(Visitor.FormOf(page, SignIn.PasskeyPage)).ToList();
        foreach (
            var made in (string[])
                ["", "{}", "null", """{"id":"AA","rawId":"AA","type":"public-key"}"""]
        )
        {
            var fields = form.Where(each => each.Name != "credential");
            var refused = await visitor.PostAsync(
                SignIn.PasskeyPage,
                [.. fields, ("credential", made)]
            );
            refused.Status.ShouldBe(HttpStatusCode.Unauthorized, made);
            refused.Body.ShouldContain("opens nothing here");
            visitor.Cookies.ShouldNotContain("evenhand-console=");
        }
        (await visitor.OpenAsync(SignIn.Page))
            .Fields["Content-Security-Policy"]
            .ShouldNotContain("script-src");
    }
}

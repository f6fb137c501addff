using System.Buffers.Binary;
using System.Net;
using System.Text;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>A browser plays a recording from portal and console, in ranges and as one retrieval, and their pages are without violation of axe.</summary>
public sealed class StoredInBrowserTests : IAsyncLifetime
{
    private static readonly string[] Packages = ["playwright-core@1.64.1", "axe-core@4.14.1"];

    private const string Script = """
        import { chromium } from 'playwright-core';
        import { readFileSync } from 'node:fs';
        const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
        const [, , executablePath, server, ...links] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const forms = [['light', 1280], ['dark', 390]];
        for (const [at, [colorScheme, width]] of forms.entries()) {
          const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
          const page = await context.newPage();
          const ranges = [];
          page.on('response', answer => {
            if (answer.url().includes('retrieval=')) ranges.push(answer.status() + ' ' + answer.headers()['content-range']);
          });
          for (const [which, path] of ['/portal/stored', '/console/accounts/own/stored'].entries()) {
            await page.goto(server + links[at * 2 + which]);
            if (page.url().includes('/console/open')) await page.click('button');
            await page.waitForURL(url => !url.pathname.endsWith('/open'));
            for (const each of [path.replace('stored', 'targets?kind=sftp'), path]) {
              await page.goto(server + each);
              await page.evaluate(axe);
              const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
              for (const { id, nodes } of violations) console.log('VIOLATION', each, width, id, nodes[0].html);
              if (await page.evaluate(() => document.documentElement.scrollWidth) > width) console.log('VIOLATION', each, width, 'scrolls sideways');
            }
            console.log('looked at', path, width);
          }
          for (const path of ['/portal/stored', '/console/accounts/own/stored']) {
            await page.goto(server + path);
            const length = await page.evaluate(async () => {
              const audio = document.querySelector('audio');
              audio.preload = 'metadata';
              audio.load();
              await new Promise((done, failed) => { audio.onloadedmetadata = done; audio.onerror = () => failed(audio.error.message); });
              audio.currentTime = audio.duration - 1;
              await new Promise(done => { audio.onseeked = done; });
              return Math.round(audio.duration);
            });
            console.log('plays', length, ranges.every(each => each.startsWith('206 ')), ranges.some(each => !each.startsWith('206 bytes 0-')));
            ranges.length = 0;
          }
          await context.close();
        }
        await browser.close();
        """;

    private const int Seconds = 240;

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("own", "qcontact", "");
        await PutAsync("call", Sound(Seconds));
        await PutAsync("cold", Sound(1));
        await cast.SendAsync("own", "object.moved", """{"object":"cold","tier":"cold"}""");
        await cast.SendAsync("own", "account.export-requested", "{}");
        await cast.DoAsync("bob", "/v1/accounts/own/holds", """{"hold":"h1","reason":"so"}""");
        await cast.Server.Server.Node.People.ChangeAsync(
            "bob",
            null,
            null,
            RoleSet.Of(Role.Operator, Role.Content),
            null
        );
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_recording_is_played_in_ranges_and_counts_once_for_each_page()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: nothing was played");
        await cast.UntilAsync("2026-01-05T01:00:00Z");
        var server = cast.Server.Server;
        var (status, output) = Npm.Script(
            Npm.Installed("browser", Packages),
            Script,
            [
                "/usr/bin/chromium",
                cast.Server.Address.ToString().TrimEnd('/'),
                server.PortalLink("own"),
                server.ConsoleLink("bob"),
                server.PortalLink("own"),
                server.ConsoleLink("bob"),
            ]
        );
        status.ShouldBe(0, output);
        output.Split('\n').Where(line => line.StartsWith("VIOLATION")).ShouldBeEmpty();
        output.Split('\n').Count(line => line == $"plays {Seconds} true true").ShouldBe(4, output);
        (await cast.StoredAsync("own", "object.retrieved")).ShouldBe(4);
    }

    /// <summary>A tone, as a file of WAVE (RIFF, 16 bit, 8,000 a second).</summary>
    private static byte[] Sound(int seconds)
    {
        const int Rate = 8_000;
        var data = seconds * Rate * 2;
        var bytes = new byte[44 + data];
        Encoding.ASCII.GetBytes("RIFF").CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 36 + data);
        Encoding.ASCII.GetBytes("WAVEfmt ").CopyTo(bytes, 8);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        Encoding.ASCII.GetBytes("data").CopyTo(bytes, 36);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), data);
        return bytes;
    }

    private async Task PutAsync(string name, byte[] bytes)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"/v1/accounts/own/objects/{name}?class=call-recording"
        );
        request.Headers.Authorization = new("Bearer", cast.KeyOf("own"));
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new("audio/wav");
        (await cast.Server.SendAsync(request)).Status.ShouldBe(HttpStatusCode.OK);
    }
}

using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>What a person does in a browser, step by step: opens, presses, writes, and sees what stands there then.</summary>
internal sealed class BrowserWalk
{
    private const string Script = """
        import { chromium } from 'playwright-core';
        const [, , executablePath, server, key, steps] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        let page;
        let marked;
        const seen = async () => (await page.textContent('body')).replace(/\s+/g, ' ');
        const acts = {
          async as(link) {
            page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
            page.setDefaultTimeout(15000);
            await page.goto(server + link);
            if (page.url().includes('/console/open')) await page.click('main button');
            await page.waitForURL(url => !url.pathname.endsWith('/open'));
          },
          async open(path) { await page.goto(server + path); },
          async mark() { marked = page.url(); },
          async back() { await page.goto(marked); },
          async click(what, words) {
            await page.locator(what).filter({ hasText: words, visible: true }).first().click();
            await page.waitForLoadState();
          },
          async go(words) { await acts.click('nav a', words); },
          async press(words) { await acts.click('main summary, main a', words); },
          async send(words) { await acts.click('main button', words); },
          async write(name, text) { await page.locator(`[name="${name}"]:visible`).first().fill(text); },
          async choose(name, value) { await page.locator(`select[name="${name}"]:visible`).first().selectOption(value); },
          async replace(words, by) {
            const sought = new RegExp(words, 'gm');
            for (const part of await page.locator('details.part').all()) {
              const field = part.locator('textarea');
              const text = await field.inputValue();
              if (!text.match(sought)) continue;
              if (!(await part.evaluate(its => its.open))) await part.locator('summary').click();
              await field.fill(text.replace(sought, () => by));
            }
          },
          async tab(what) {
            for (let tabs = 0; tabs < 200; tabs++) {
              await page.keyboard.press('Tab');
              if (await page.evaluate(what => document.activeElement.matches(what), what)) return;
            }
            throw new Error(`no key leads to ${what}`);
          },
          async type(text) { await page.keyboard.type(text); },
          async key(name) { await page.keyboard.press(name); await page.waitForLoadState(); },
          async until(words, press) {
            for (let tries = 0; tries < 60 && !(await seen()).includes(words); tries++) {
              await page.waitForTimeout(200);
              await acts.press(press).catch(() => {});
            }
            await acts.see(words);
          },
          async note(word) { await page.evaluate(word => { window.noted = word; }, word); },
          async noted(word) { if (await page.evaluate(() => window.noted) !== word) throw new Error('the page was loaded anew'); },
          async report(line) {
            const answer = await fetch(server + '/v1/events', { method: 'POST', body: line, headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' } });
            if (!answer.ok) throw new Error(await answer.text());
          },
          async shown(words) { await page.getByText(words).first().waitFor({ state: 'visible' }); },
          async visible(what) { await page.locator(what).first().waitFor({ state: 'visible' }); },
          async hidden(what) { await page.locator(what).first().waitFor({ state: 'hidden' }); },
          async see(words) {
            for (let tries = 0; tries < 100; tries++) {
              if ((await seen().catch(() => '')).includes(words)) return;
              await page.waitForTimeout(100);
            }
            throw new Error(`does not say: ${words}\n${page.url()}\n${await page.innerText('main')}`);
          },
        };
        for (const [at, [act, ...given]] of JSON.parse(steps).entries())
          try { await acts[act](...given); }
          catch (error) { console.log('BROKEN', at, act, ...given, error.message); await browser.close(); process.exit(1); }
        console.log('walked');
        await browser.close();
        """;

    private readonly ServerUnderTest server;
    private readonly List<string[]> steps = [];

    private BrowserWalk(ServerUnderTest server) => this.server = server;

    /// <summary>A walk of somebody who comes by a link.</summary>
    public static BrowserWalk By(ServerUnderTest server, string link)
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: nobody walked in a browser");
        return new BrowserWalk(server).Then("as", link);
    }

    /// <summary>One step more.</summary>
    /// <param name="act">What is done: a name of the script's.</param>
    /// <param name="given">With what.</param>
    public BrowserWalk Then(string act, params string[] given)
    {
        steps.Add([act, .. given]);
        return this;
    }

    /// <summary>Walks it.</summary>
    public void Go()
    {
        var (status, output) = Npm.Script(
            Npm.Installed("browser", "playwright-core@1.64.1", "axe-core@4.14.1"),
            Script,
            "/usr/bin/chromium",
            server.Address.ToString().TrimEnd('/'),
            ServerUnderTest.AdminKey,
            JsonSerializer.Serialize(steps)
        );
        status.ShouldBe(0, output);
        output.ShouldContain("walked");
    }
}

// Opens the main pages of a demo as a person does, and takes a picture of each.
import { chromium } from 'playwright-core';

const [, , folder, consoleLink, portalLink] = process.argv;
const server = new URL(consoleLink).origin;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

async function take(link, home, pages) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL(url => url.pathname === home);
  for (const [name, way] of pages) {
    await way(page);
    await page.screenshot({ path: `${folder}/${name}.png` });
    console.log(`docs/pictures/${name}.png`, page.url().slice(server.length));
  }
  await context.close();
}

const go = path => page => page.goto(server + path);
await take(consoleLink, '/console', [
  ['console-today', go('/console')],
  ['console-case', async page => { await page.goto(server + '/console/desk'); await page.locator('.item').first().click(); }],
  ['console-account', go('/console/accounts/stackcx-0001')],
  ['console-events', go('/console/events')],
  ['console-policies', go('/console/policies')],
]);
await take(portalLink, '/portal', [['portal-usage', go('/portal')]]);
await browser.close();

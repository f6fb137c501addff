// Opens the main pages of a demo as a person does, and takes a picture of each.
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [, , folder, consoleLink, portalLink] = process.argv;
const server = new URL(consoleLink).origin;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const studio = await browser.newPage();

// The browser itself makes the picture small: text stays sharp at a third of a PNG.
async function small(png) {
  const address = await studio.evaluate(async given => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${given}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL('image/webp', 0.8);
  }, png.toString('base64'));
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

async function take(link, pages) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(link);
  if (page.url().includes('/console/open')) await page.click('button');
  await page.waitForURL(url => !url.pathname.endsWith('/open'));
  for (const [name, way] of pages) {
    await way(page);
    writeFileSync(`${folder}/${name}.webp`, await small(await page.screenshot()));
    console.log(`docs/pictures/${name}.webp`, page.url().slice(server.length));
  }
  await context.close();
}

const go = path => page => page.goto(server + path);
await take(consoleLink, [
  ['console-today', go('/console')],
  ['console-case', async page => { await page.goto(`${server}/console/desk`); await page.locator('.item', { hasText: 'API calls' }).first().click(); }],
  ['console-account', go('/console/accounts/stackcx-0003')],
  ['console-events', go('/console/events')],
]);
await take(portalLink, [['portal-usage', go('/portal')]]);
await browser.close();

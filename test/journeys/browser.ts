import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { House } from '../../src/house.ts';
import { openTestHouse, type TestHouse } from '../engines/index.ts';
import { launchBrowser, openPage, paintPage, slowPhone, weighPage, type Line, type OpenOptions, type Weight } from './measure.ts';

export type { OpenOptions } from './measure.ts';

export interface BrowserTown extends TestHouse {
  readonly url: string;
  readonly browser: Browser;
  /** A page in a context of its own, so nothing is remembered from another. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Compressed bytes on the wire of a first visit. */
  weigh(path: string, options?: OpenOptions): Promise<Weight>;
  /** Largest contentful paint (ms) and layout shift of a first visit on a slow phone. */
  paint(path: string, line?: Line): Promise<{ lcp: number; cls: number }>;
}

/** A test house that listens, and a browser beside it. Open in `beforeAll`, close in `afterAll`. */
export async function openBrowserTown(options: { now?: string; settings?: Record<string, string>; before?: (house: House) => Promise<void> } = {}): Promise<BrowserTown> {
  const town = await openTestHouse(options);
  await options.before?.(town.house);
  const url = await town.house.start();
  const browser = await launchBrowser();
  return {
    ...town, url, browser,
    open: (path, how = {}) => openPage(browser, url + path, how),
    weigh: (path, how = {}) => weighPage(browser, url + path, how),
    paint: (path, line = slowPhone) => paintPage(browser, url + path, line),
    async close() {
      await browser.close();
      await town.close();
    },
  };
}

/** Saves the whole page to build/screenshots for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync('build/screenshots', { recursive: true });
  const looks = await page.evaluate(() => ({ width: window.innerWidth, dark: matchMedia('(prefers-color-scheme: dark)').matches, print: matchMedia('print').matches }));
  const mark = `${looks.dark ? '-dark' : ''}${looks.print ? '-print' : ''}`;
  await page.screenshot({ path: `build/screenshots/${name}-${looks.width}${mark}.png`, fullPage: true });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with rule, element and remedy unless the page passes axe-core: WCAG 2.2 A and AA, and best practice. Works with the page's scripts off. */
export async function expectAccessible(page: Page, options: { except?: readonly string[] } = {}): Promise<void> {
  // What is on its way is shown pale for a moment: that is not the page.
  await expect.poll(() => page.locator('.htmx-request').count(), { timeout: 30_000 }).toBe(0);
  const seen = await withScripts(page);
  const violations = await violationsOf(seen, options.except ?? []);
  if (seen !== page) await seen.context().close();
  expect(violations).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond, 'the page is wider than its window').toBeLessThanOrEqual(0);
}

/** axe waits on timers, which never fire in a page without scripts: there the same document is shown again where timers run but its own scripts do not. */
async function withScripts(page: Page): Promise<Page> {
  const runs = await Promise.race([page.evaluate(() => new Promise<boolean>((resolve) => { setTimeout(() => { resolve(true); }, 1); })), new Promise<boolean>((resolve) => { setTimeout(() => { resolve(false); }, 1000); })]);
  const browser = page.context().browser();
  if (runs || !browser) return page;
  const twin = await (await browser.newContext({ viewport: page.viewportSize() })).newPage();
  const html = await page.content();
  const url = page.url();
  await twin.route('**/*', (route) => {
    const request = route.request();
    if (request.url() === url) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    return request.resourceType() === 'script' ? route.abort() : route.continue();
  });
  await twin.goto(url);
  return twin;
}

async function violationsOf(page: Page, except: readonly string[]): Promise<string[]> {
  // Through the debugger, because the page's own content policy rightly refuses an injected script.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.enable');
  await session.send('Runtime.evaluate', { expression: axe });
  const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
  const { result } = await session.send('Runtime.evaluate', { expression: `axe.run(document, ${JSON.stringify({ rules, resultTypes: ['violations'] })}).then(JSON.stringify)`, awaitPromise: true, returnByValue: true });
  await session.detach();
  const { violations } = JSON.parse(String(result.value)) as AxeResults;
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${(node.failureSummary ?? rule.help).replaceAll(/\s+/g, ' ')}`));
}

/** Fails above the budget of a resident's page: 50 KB in all, 15 KB of scripts. */
export async function expectLight(town: BrowserTown, path: string): Promise<void> {
  const weight = await town.weigh(path);
  expect(weight.bytes, `${path} ${JSON.stringify(weight)}`).toBeLessThanOrEqual(50 * 1024);
  expect(weight.js, `${path} ${JSON.stringify(weight)}`).toBeLessThanOrEqual(15 * 1024);
}

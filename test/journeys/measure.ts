import { chromium, type Browser, type Page } from 'playwright-core';

export interface OpenOptions {
  /** 360 is a phone (with touch), 1280 a desk. */
  readonly width?: 360 | 1280;
  readonly scripts?: boolean;
  readonly dark?: boolean;
  readonly print?: boolean;
  readonly locale?: 'id' | 'en';
  readonly cookies?: Readonly<Record<string, string>>;
}

export interface Weight { readonly bytes: number; readonly html: number; readonly css: number; readonly js: number; readonly other: number; readonly requests: number }

export interface Line { readonly bytesPerSecond: number; readonly roundTripMs: number; readonly cpuSlowdown: number }

/** 400 kb/s, 400 ms round trip, a processor six times slower than this machine's: a prepaid phone at the edge of the network. */
export const slowPhone: Line = { bytesPerSecond: 50_000, roundTripMs: 400, cpuSlowdown: 6 };

/** Debian's Chromium without a screen. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
}

/** A page in a context of its own. */
export async function openPage(browser: Browser, url: string, how: OpenOptions): Promise<Page> {
  const width = how.width ?? 360;
  const context = await browser.newContext({
    viewport: { width, height: width === 360 ? 740 : 800 }, javaScriptEnabled: how.scripts ?? true, colorScheme: how.dark ? 'dark' : 'light', locale: how.locale ?? 'id',
    hasTouch: width === 360, isMobile: width === 360, timezoneId: 'Asia/Jakarta', reducedMotion: 'reduce',
  });
  const origin = url.startsWith('http') ? new URL(url).origin : 'http://127.0.0.1';
  const cookies = { ...(how.locale ? { lang: how.locale } : {}), ...how.cookies };
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })));
  const page = await context.newPage();
  if (how.print) await page.emulateMedia({ media: 'print' });
  await page.goto(url);
  return page;
}

const weighedAs: Readonly<Record<string, 'html' | 'css' | 'js'>> = { Document: 'html', Stylesheet: 'css', Script: 'js' };

/** Compressed bytes on the wire of a first visit. */
export async function weighPage(browser: Browser, url: string, how: OpenOptions): Promise<Weight> {
  const page = await openPage(browser, 'about:blank', how);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, string>();
  const weight = { bytes: 0, html: 0, css: 0, js: 0, other: 0, requests: 0 };
  session.on('Network.responseReceived', (event) => { kinds.set(event.requestId, event.type); });
  session.on('Network.loadingFinished', (event) => {
    const kind = kinds.get(event.requestId) ?? 'Other';
    weight.bytes += event.encodedDataLength;
    weight.requests += 1;
    weight[weighedAs[kind] ?? 'other'] += event.encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.context().close();
  return weight;
}

/** Largest contentful paint (ms) and layout shift of a first visit over `line`. */
export async function paintPage(browser: Browser, url: string, line: Line): Promise<{ lcp: number; cls: number }> {
  const page = await openPage(browser, 'about:blank', {});
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: line.roundTripMs, downloadThroughput: line.bytesPerSecond, uploadThroughput: line.bytesPerSecond });
  await session.send('Emulation.setCPUThrottlingRate', { rate: line.cpuSlowdown });
  await page.goto(url, { waitUntil: 'load' });
  const seen = await page.evaluate(() => new Promise<{ lcp: number; cls: number }>((resolve) => {
    const found = { lcp: 0, cls: 0 };
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) found.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) found.cls += (entry as PerformanceEntry & { value: number }).value; }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => { resolve(found); }, 1500);
  }));
  await page.context().close();
  return seen;
}

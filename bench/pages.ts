// Citizen pages as a prepaid phone sees them: bytes on the wire of a first visit, scripts, and the largest contentful paint at 400 kb/s and 400 ms
// round trip with a processor six times slower, each against its budget.
import { launchBrowser, paintPage, slowPhone, weighPage } from '../test/journeys/measure.ts';
import { recordMonth } from '../test/journeys/hub-month.ts';
import { openBenchPlace } from './place.ts';
import { report } from './report.ts';

const budget = { bytes: 50 * 1024, js: 15 * 1024, lcp: 4000 };
const pages = ['/', '/?q=antre%20dokter', '/inovasi/saroale', '/inovasi/saroale/angka/within-60', '/bukti', '/maklumat/saroale', '/saroale', '/masuk'];

const place = await openBenchPlace();
const house = await place.openHouse({ DEMO: 'on', WORKERS: 'off' });
await recordMonth(house);
const url = await house.start();
const browser = await launchBrowser();
try {
  const rows: [string, string, string][] = [];
  const worst = { bytes: 0, js: 0, lcp: 0 };
  for (const path of pages) {
    const weight = await weighPage(browser, url + path, {});
    const { lcp, cls } = await paintPage(browser, url + path, slowPhone);
    worst.bytes = Math.max(worst.bytes, weight.bytes);
    worst.js = Math.max(worst.js, weight.js);
    worst.lcp = Math.max(worst.lcp, lcp);
    rows.push([path, `${(weight.bytes / 1024).toFixed(1)} KB (html ${(weight.html / 1024).toFixed(1)}, css ${(weight.css / 1024).toFixed(1)}, js ${(weight.js / 1024).toFixed(1)}), ${weight.requests} requests, LCP ${Math.round(lcp)} ms, CLS ${cls.toFixed(3)}`, '']);
  }
  report('Citizen pages, first visit', rows);
  report('Heaviest against its budget', [
    ['bytes ÷ 50 KB', worst.bytes / budget.bytes, '×'], ['scripts ÷ 15 KB', worst.js / budget.js, '×'], ['LCP ÷ 4.0 s at 400 kb/s', worst.lcp / budget.lcp, '×'],
  ]);
} finally {
  await browser.close();
  await house.close();
  await place.close();
}

/**
 * `node look.js CHROMIUM ADDRESS…`: Lighthouse's opinion of each page on a phone, one line of JSON
 * a page: scores from 0 to 100, times in milliseconds, bytes as they were sent.
 */

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [chromePath, ...addresses] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  for (const address of addresses) {
    // The default of Lighthouse is the phone: a slow 4G network and a slow processor, simulated.
    const { lhr } = await lighthouse(address, { port: chrome.port, output: 'json' });
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    const { categories, audits } = lhr;
    const score = (name) => Math.round((categories[name].score ?? 0) * 100);
    const requests = audits['network-requests'].details.items;
    const scripts = requests.filter(({ resourceType }) => resourceType === 'Script');
    const failed = Object.values(audits).filter(
      ({ score: one, scoreDisplayMode: mode }) => one !== null && one < 0.9 && mode === 'binary',
    );
    const found = {
      address,
      performance: score('performance'),
      accessibility: score('accessibility'),
      practices: score('best-practices'),
      seo: score('seo'),
      lcp: audits['largest-contentful-paint'].numericValue,
      cls: audits['cumulative-layout-shift'].numericValue,
      scripts: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0),
      failed: failed.map(({ id }) => id),
    };
    console.log(JSON.stringify(found));
  }
} finally {
  chrome.kill();
}

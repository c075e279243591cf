#!/usr/bin/env node
/** `serve` the golden documents, or `check` a frontend that shows them: README.md. */

import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { serve } from './api.js';
import { checks } from './checks.js';
import { REDIRECT } from './golden.js';

const MOST_REDIRECTS = 5;
const SKIPPED = new Set(['image', 'media', 'font']);

const USAGE = `Usage:
  gbif-portal-conformance serve [--port 8010]
  gbif-portal-conformance check BASE_URL [--api URL] [--preview /preview/{token}/]
      [--only NAME] [--wait 15]

  --api      the delivery API that the frontend shows (default: the one of "serve")
  --preview  where it shows drafts; "" leaves them out
  --only     only checks whose name begins so: "fallback", "home.NewsPage", "preview"
  --wait     for how many seconds a heading or an address may be on its way

CHROMIUM names the browser, if it is not one that Playwright or the system has installed.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8010' },
    api: { type: 'string', default: 'http://127.0.0.1:8010/api/delivery/v1/' },
    preview: { type: 'string', default: '/preview/{token}/' },
    only: { type: 'string', default: '' },
    wait: { type: 'string', default: '15' },
  },
});
const [command, base] = positionals;

async function ask(call) {
  const answer = await fetch(new URL(call, values.api)).catch((error) => {
    throw new Error(`No delivery API answers at ${values.api}: ${error.cause ?? error}`);
  });
  return answer.json();
}

async function check() {
  const redirects = (await ask('redirects/')).items.slice(0, MOST_REDIRECTS);
  const golden = redirects.some(({ from }) => from === REDIRECT.from);
  const executablePath = process.env['CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  let failed = 0;
  try {
    const window = await browser.newPage();
    // Pictures, fonts and figures of elsewhere are not what is checked.
    const own = [base, values.api].map((url) => new URL(url).origin);
    await window.route('**', (route) => {
      const request = route.request();
      const wanted = own.includes(new URL(request.url()).origin);
      return wanted && !SKIPPED.has(request.resourceType()) ? route.continue() : route.abort();
    });
    const list = checks(window, { ...values, base }, { redirects, golden });
    for (const [name, run] of list) {
      try {
        await run();
        console.log(`ok      ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`failed  ${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    console.log(`${list.length - failed} passed, ${failed} failed`);
  } finally {
    await browser.close();
  }
  return failed ? 1 : 0;
}

if (command === 'serve') {
  console.log(`The golden documents are at ${await serve(Number(values.port))}`);
} else if (command === 'check' && base) {
  try {
    process.exitCode = await check();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
} else {
  console.error(USAGE);
  process.exitCode = 2;
}

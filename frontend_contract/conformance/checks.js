/** What every frontend must show, asked of a browser that looks at it. */

import { BLOCKS, DRAFT, ENDED_TOKEN, FALLBACK, PAGES, TOKEN, squeezed, wordsOf } from './golden.js';

/** One check: what it is about, and what is wrong, if anything. */
class Checks {
  constructor(window, options) {
    this.window = window;
    this.base = options.base.replace(/\/+$/, '');
    this.patience = Number(options.wait) * 1000;
  }

  /** Opens a path and waits until its main heading is what it should be. */
  async open(path, title) {
    const response = await this.window.goto(this.base + path, { waitUntil: 'domcontentloaded' });
    if (title !== undefined) await this.waitFor(title);
    return response;
  }

  async waitFor(title) {
    const wanted = [].concat(title).map(squeezed);
    try {
      await this.window.waitForFunction(
        (titles) =>
          [...document.querySelectorAll('h1')].some((heading) =>
            titles.includes((heading.textContent ?? '').replace(/\s+/g, '')),
          ),
        wanted,
        { timeout: this.patience },
      );
    } catch {
      const found = await this.window.locator('h1').allTextContents();
      throw new Error(`no <h1> is “${[].concat(title)[0]}”; found: ${JSON.stringify(found)}`);
    }
  }

  /** What stands on the page, as a reader and a search engine take it. */
  look() {
    return this.window.evaluate(() => {
      const words = /** @type {HTMLElement} */ (document.body.cloneNode(true));
      for (const one of words.querySelectorAll('script, style, template')) one.remove();
      const own = (address) => {
        const url = new URL(address, location.href);
        return url.origin === location.origin ? url.pathname : '';
      };
      const heading = document.querySelector('h1');
      return {
        title: document.title,
        text: (words.textContent ?? '').replace(/\s+/g, ''),
        language: document.documentElement.lang,
        ofContent: heading?.closest('[lang]')?.getAttribute('lang') ?? '',
        links: [...document.querySelectorAll('a[href]')].map((a) => own(a.getAttribute('href'))),
        announced: [...document.querySelectorAll('link[rel=alternate][hreflang]')].map((link) =>
          new URL(link.getAttribute('href') ?? '', location.href).pathname,
        ),
        notices: [...document.querySelectorAll('[role=note], [role=status]')]
          .map((note) => (note.textContent ?? '').trim())
          .filter(Boolean),
        robots: document.querySelector('meta[name=robots]')?.getAttribute('content') ?? '',
      };
    });
  }

  async page(page) {
    await this.open(page.path, titlesOf(page));
    const seen = await this.look();
    const missing = wordsOf(page).filter((words) => !seen.text.includes(squeezed(words)));
    demand(missing.length === 0, `does not show ${JSON.stringify(missing.slice(0, 3))}`);
    demand(seen.title.trim() !== '', 'has no <title>');
    demand(
      speaks(seen.ofContent || seen.language, page.locale),
      `says that its text is in “${seen.ofContent || seen.language}”, not ${page.locale.served}`,
    );
    for (const { path, state } of page.alternates) {
      demand(path === page.path || seen.links.includes(path), `does not link its version at ${path}`);
      demand(
        state !== 'fallback' || !seen.announced.includes(path),
        `announces ${path} as a translation, which it is not`,
      );
    }
    return seen;
  }

  async fallback() {
    const seen = await this.page(FALLBACK);
    const { requested, served } = FALLBACK.locale;
    demand(
      seen.language.startsWith(requested) && seen.ofContent.startsWith(served),
      `must be lang="${requested}" with its text in lang="${served}"; ` +
        `found “${seen.language}” and “${seen.ofContent}”`,
    );
    demand(seen.notices.length > 0, 'does not say, in role="note", that it is not translated');
  }

  async redirect({ from, to }) {
    await this.window.goto(this.base + from, { waitUntil: 'domcontentloaded' });
    const wanted = new URL(to, this.base).pathname;
    const there = (url) => url.pathname === wanted;
    await this.window.waitForURL(there, { timeout: this.patience }).catch(() => {
      throw new Error(`leads to ${this.window.url()}, not to ${to}`);
    });
  }

  async missing(path) {
    const response = await this.open(path);
    await this.window.waitForLoadState('networkidle');
    const { robots, text } = await this.look();
    demand(
      response?.status() === 404 || robots.includes('noindex'),
      'is neither a 404 nor kept out of search engines (noindex)',
    );
    demand(text !== '', 'is empty');
  }

  async preview(template) {
    const address = (token) => template.replace('{token}', token);
    const response = await this.open(address(TOKEN), titlesOf(DRAFT));
    const { robots } = await this.look();
    const header = response?.headers()['x-robots-tag'] ?? '';
    demand(`${robots} ${header}`.includes('noindex'), 'is not kept out of search engines (noindex)');
    await this.open(address(ENDED_TOKEN));
    await this.window.waitForLoadState('networkidle');
    const over = await this.look();
    demand(!over.text.includes(squeezed(DRAFT.title)), 'is shown when it has ended');
    demand(over.text !== '', 'is empty when it has ended: say so');
  }
}

const titlesOf = (page) => [page.hero.title || page.title, page.title];

const speaks = (language, { served, hreflang }) =>
  language === hreflang || language.split('-')[0] === served.split('-')[0];

function demand(holds, message) {
  if (!holds) throw new Error(message);
}

/**
 * The checks by name, in the order in which they run.
 *
 * `golden` says that the frontend shows the golden API, with what no other has.
 */
export function checks(window, options, { redirects, golden }) {
  const of = new Checks(window, options);
  const list = [
    ...PAGES.map((page) => [`${page.type} at ${page.path}`, () => of.page(page)]),
    ...(golden ? [['every block', () => of.page(BLOCKS)]] : []),
    [`fallback at ${FALLBACK.path}`, () => of.fallback()],
    ...redirects.map((one) => [`redirect from ${one.from}`, () => of.redirect(one)]),
    ['missing page', () => of.missing('/conformance/nothing/')],
    ['preview', () => of.preview(options.preview)],
  ];
  return list.filter(([name]) => !options.only || name.startsWith(options.only))
    .filter(([name]) => name !== 'preview' || options.preview);
}

/** A delivery API with the golden documents, for a frontend to show. */

import { createServer } from 'node:http';

import { BLOCKS, DRAFT, ENDED_TOKEN, FALLBACK, GONE, PAGES, REDIRECT, SITES, TOKEN } from './golden.js';

const ROOT = '/api/delivery/v1/';
const EXPIRES = '2100-01-01T00:00:00Z';
const ALL = [...PAGES, FALLBACK, BLOCKS];

/** @typedef {{ status?: number, headers?: Record<string, string>, body: unknown }} Answer */

/** @returns {Answer} */
function problem(status, name) {
  const type = `http://127.0.0.1${ROOT}problems/${name}/`;
  return { status, body: { type, title: name, status, detail: 'The golden API has no such thing.' } };
}

const localeOf = (document) => document.locale.requested;
const items = (found) => ({ body: { items: found, next_cursor: null } });

function change(document) {
  const { type, key = '00000000-0000-0000-0000-000000000000', path = null } = document;
  return { op: 'upsert', type, key, locale: localeOf(document), path, document };
}

/** @type {Record<string, (query: URLSearchParams) => Answer>} */
const CALLS = {
  resolve(query) {
    const path = query.get('path') ?? '';
    const page = ALL.find((one) => one.path === path);
    if (page) return { body: { kind: 'page', page, record: null } };
    if (path === REDIRECT.from) {
      return { body: { kind: 'redirect', location: REDIRECT.to, status: REDIRECT.status } };
    }
    return path === GONE ? problem(410, 'gone') : problem(404, 'unknown-path');
  },
  site(query) {
    const wanted = query.get('locale');
    const found = SITES.find((site) =>
      wanted
        ? localeOf(site) === wanted
        : site.languages.some((one) => one.default && one.locale === localeOf(site)),
    );
    return found ? { body: found } : problem(400, 'unknown-locale');
  },
  pages(query) {
    const [locale, types] = [query.get('locale'), query.getAll('type')];
    const found = ALL.filter(
      (page) =>
        (!locale || localeOf(page) === locale) && (!types.length || types.includes(page.type)),
    );
    return items(found);
  },
  redirects: () => ({ body: { items: [REDIRECT] } }),
  sitemap: () => ({
    body: {
      items: PAGES.map(({ path, updated_at, alternates, locale }) => ({
        path,
        locale: locale.requested,
        updated_at,
        alternates: alternates.map(({ hreflang, path: at }) => ({ hreflang, path: at })),
      })),
    },
  }),
  sync: (query) => ({
    body: {
      items: query.has('cursor') ? [] : [...ALL, ...SITES].map(change),
      next_cursor: 'golden',
      has_more: false,
    },
  }),
  search: () => items([]),
  [`preview/${TOKEN}`]: () => ({
    headers: { 'Preview-Expires': EXPIRES, 'Preview-Userbar': 'hidden', 'Cache-Control': 'no-store' },
    body: DRAFT,
  }),
  [`preview/${ENDED_TOKEN}`]: () => problem(410, 'preview-ended'),
};

/** @returns {Answer} */
function answer(url) {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const call = pathname.replace(ROOT, '').replace(/\/$/, '');
  const page = ALL.find((one) => call === `pages/${one.key}`);
  if (page) return { body: page };
  if (call.startsWith('preview/') && !(call in CALLS)) return problem(404, 'unknown-preview');
  return CALLS[call]?.(searchParams) ?? problem(404, 'unknown-address');
}

/** Serves the golden documents; resolves with the API's address. @param {number} port */
export function serve(port) {
  const server = createServer((request, response) => {
    const { status = 200, headers, body } = answer(request.url ?? '/');
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, {
      'Content-Type': type,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': '*',
      ...headers,
    });
    response.end(JSON.stringify(body));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve(`http://127.0.0.1:${address.port}${ROOT}`);
    });
  });
}

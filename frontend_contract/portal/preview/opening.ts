/** Asks the delivery API for a draft, and for what its page needs around it. */

import { type Preview, connect, pages as pagesOf, preview, resolve, site } from 'gbif-portal-client';
import { API_URL, SITE } from '../src/api/address';
import type { Portal } from '../src/api/portal';
import type { LocaleCode, Page, Site } from '../src/api/types';

export type Draft = Extract<Preview, { kind: 'draft' }>;

const PATIENCE_MS = 15_000;

const api = connect({
  url: API_URL,
  site: SITE,
  fetch: (request) =>
    fetch(request, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) }),
});

/** What a token has come to: 410 when its time is over, 404 when there never was one. */
export class NoDraft extends Error {
  override name = 'NoDraft';
  constructor(public readonly status: 404 | 410) {
    super(`The API answers ${status}.`);
  }
}

/** @throws NoDraft, or any other error when the API does not answer as it should. */
export async function openDraft(token: string): Promise<Draft> {
  const found = await preview(api, token);
  if (found.kind !== 'draft') throw new NoDraft(found.kind === 'ended' ? 410 : 404);
  return found;
}

/** The public page at a path, if there is one. */
async function publicPage(path: string): Promise<Page | null> {
  try {
    const found = await resolve(api, path);
    return found.kind === 'page' ? found.page : null;
  } catch {
    return null;
  }
}

/** Those paths of public pages of which a page shows more than its document tells. */
function pathsOn(page: Page): string[] {
  const fallbacks = page.alternates.filter(({ state }) => state === 'fallback');
  const more = page.body.flatMap((block) =>
    block.type === 'latest_news' && block.value.more?.path ? [block.value.more.path] : [],
  );
  return [...new Set([...fallbacks.map(({ path }) => path), ...more])];
}

/** The part of the portal that the draft's page shows: not all of it, as a build reads. */
export async function portalAround(page: Page): Promise<Portal> {
  const locale = page.locale.requested;
  const [framing, around, news] = await Promise.all([
    siteIn(locale),
    Promise.all(pathsOn(page).map(publicPage)),
    page.type === 'home.NewsIndexPage'
      ? Array.fromAsync(pagesOf(api, { locale, type: 'home.NewsPage' }))
      : [],
  ]);
  const pages = [...around.filter((one) => one !== null), ...news];
  return portalOf(framing, locale, pages);
}

/** The portal without pages, for what is said when there is no draft. */
export async function emptyPortal(): Promise<Portal> {
  const framing = await site(api);
  return portalOf(framing, framing.locale.requested, []);
}

function portalOf(framing: Site, locale: LocaleCode, pages: Page[]): Portal {
  const defaultLocale = framing.languages.find((language) => language.default)?.locale ?? locale;
  return {
    sites: new Map([[locale, framing]]),
    defaultLocale,
    pages,
    byPath: new Map(pages.map((one) => [one.path, one])),
    redirects: [],
  };
}

/** The site in a language; of one in which nothing is published yet, the default's. */
async function siteIn(locale: LocaleCode): Promise<Site> {
  try {
    return await site(api, locale);
  } catch {
    return await site(api);
  }
}

/** Asks the delivery API for a draft, and for what its page needs around it. */

import { API_URL, SITE, get, getPages, getSite } from '../src/api/client';
import type { Portal } from '../src/api/portal';
import type { LocaleCode, Page, Site } from '../src/api/types';

export interface Draft {
  page: Page;
  expires: string;
  /** Wagtail's userbar as HTML, for the editor whose preview it is; empty for readers of a link. */
  userbar: string;
}

/** What a token has come to: 410 when its time is over, 404 when there never was one. */
export class NoDraft extends Error {
  override name = 'NoDraft';
  constructor(public readonly status: 404 | 410) {
    super(`The API answers ${status}.`);
  }
}

async function ask(token: string, rest: string): Promise<Response> {
  const url = new URL(`preview/${encodeURIComponent(token)}/${rest}`, API_URL);
  if (SITE) url.searchParams.set('site', SITE);
  return fetch(url, { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(15_000) });
}

/** @throws NoDraft, or any other error when the API does not answer as it should. */
export async function openDraft(token: string): Promise<Draft> {
  const answer = await ask(token, '');
  if (answer.status === 404 || answer.status === 410) throw new NoDraft(answer.status);
  if (!answer.ok) throw new Error(`The delivery API answers ${answer.status}.`);
  const editing = answer.headers.get('Preview-Userbar') === 'shown';
  const userbar = editing ? await ask(token, 'userbar/') : null;
  return {
    page: (await answer.json()) as Page,
    expires: answer.headers.get('Preview-Expires') ?? '',
    userbar: userbar?.ok ? await userbar.text() : '',
  };
}

/** The public page at a path, if there is one. */
async function publicPage(path: string): Promise<Page | null> {
  try {
    const found = await get<{ kind: string; page?: Page }>('resolve/', { path });
    return found.page ?? null;
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
  const [site, around, news] = await Promise.all([
    siteIn(locale),
    Promise.all(pathsOn(page).map(publicPage)),
    page.type === 'home.NewsIndexPage' ? getPages(locale, 'home.NewsPage') : [],
  ]);
  const pages = [...around.filter((one) => one !== null), ...news];
  return portalOf(site, locale, pages);
}

/** The portal without pages, for what is said when there is no draft. */
export async function emptyPortal(): Promise<Portal> {
  const site = await getSite();
  return portalOf(site, site.locale.requested, []);
}

function portalOf(site: Site, locale: LocaleCode, pages: Page[]): Portal {
  const defaultLocale = site.languages.find((language) => language.default)?.locale ?? locale;
  return {
    sites: new Map([[locale, site]]),
    defaultLocale,
    pages,
    byPath: new Map(pages.map((one) => [one.path, one])),
    redirects: [],
  };
}

/** The site in a language; of one in which nothing is published yet, the default's. */
async function siteIn(locale: LocaleCode): Promise<Site> {
  try {
    return await getSite(locale);
  } catch {
    return await getSite();
  }
}

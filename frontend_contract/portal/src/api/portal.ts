/** The whole portal as the API tells it: what every page is drawn from. */

import { pages as pagesOf, redirects as redirectsOf, site as siteOf } from 'gbif-portal-client';
import { api } from './client';
import type { LocaleCode, Page, Redirect, Site } from './types';

/** A build notes for each page what it was drawn from, and so stands between it and the portal. */
export interface Lookup<Key, Value> {
  get(key: Key): Value | undefined;
  keys(): Iterable<Key>;
}

export interface Portal {
  /** One per language, by URL code, in the order of the site's languages. */
  sites: Lookup<LocaleCode, Site>;
  defaultLocale: LocaleCode;
  pages: Page[];
  byPath: Lookup<string, Page>;
  redirects: Redirect[];
}

async function read(): Promise<Portal> {
  const site = await siteOf(api);
  const codes = site.languages.map((language) => language.locale);
  const sites = new Map<LocaleCode, Site>();
  const pages: Page[] = [];
  for (const code of codes) {
    sites.set(code, code === site.locale.requested ? site : await siteOf(api, code));
    for await (const page of pagesOf(api, { locale: code })) pages.push(page);
  }
  const defaultLocale = site.languages.find((language) => language.default)?.locale ?? codes[0];
  if (!defaultLocale) throw new Error('The site has no language: add one in its settings.');
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return { sites, defaultLocale, pages, byPath, redirects: await redirectsOf(api) };
}

let reading: Promise<Portal> | null = null;
let readAt = 0;
/** While the portal's code is edited, a page shows what was published at most this long ago. */
const LIFETIME_MS = 2000;

/** What is published now, for `astro dev`; a build keeps a copy (`build/copy.ts`). */
export function getPortal(): Promise<Portal> {
  if (!reading || Date.now() - readAt > LIFETIME_MS) {
    readAt = Date.now();
    reading = read();
    // A failed reading is not kept: the next page may find the API awake.
    reading.catch(() => (reading = null));
  }
  return reading;
}

/** The site in `locale`; the build fails when a page has a language that the site has not. */
export function siteIn(portal: Portal, locale: LocaleCode): Site {
  const site = portal.sites.get(locale);
  if (!site) throw new Error(`A page is in "${locale}", which is no language of the site.`);
  return site;
}

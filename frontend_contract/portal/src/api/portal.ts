/** The whole portal as the API tells it: read once for a build, kept for all its pages. */

import { pages as pagesOf, redirects as redirectsOf, site as siteOf } from 'gbif-portal-client';
import { api } from './client';
import type { LocaleCode, Page, Redirect, Site } from './types';

export interface Portal {
  /** One per language, by URL code. */
  sites: Map<LocaleCode, Site>;
  defaultLocale: LocaleCode;
  pages: Page[];
  byPath: Map<string, Page>;
  redirects: Redirect[];
}

async function read(): Promise<Portal> {
  const site = await siteOf(api);
  const codes = site.languages.map((language) => language.locale);
  const sites = new Map<LocaleCode, Site>();
  const pages: Page[] = [];
  // One language after the other: a build should not be a burst of requests.
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
/** While editing, a page shows what was published at most this long ago. */
const DEVELOPMENT_LIFETIME_MS = 2000;

export function getPortal(): Promise<Portal> {
  const old = import.meta.env.DEV && Date.now() - readAt > DEVELOPMENT_LIFETIME_MS;
  if (!reading || old) {
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

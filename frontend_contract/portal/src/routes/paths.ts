/** Addresses: of pages that the API names, of redirects, and between them. */

import { siteIn, type Portal } from '../api/portal';
import type { LocaleCode, NewsIndexPage, Page, Redirect } from '../api/types';
import { categoryPath } from './categories';
import { searchPathIn } from './search';

export type RouteProps =
  | { kind: 'page'; page: Page }
  | { kind: 'category'; page: NewsIndexPage; slug: string }
  | { kind: 'feed'; page: NewsIndexPage; slug?: string }
  | { kind: 'search'; locale: LocaleCode }
  | { kind: 'redirect'; to: string };

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** "/nl/gemeenschap/" as the route parameter of `[...path].astro`; the home page is undefined. */
export function toParam(path: string): string | undefined {
  const bare = decodeURI(path).replace(/^\/+|\/+$/g, '');
  return bare === '' ? undefined : bare;
}

/** Redirects that a page of HTML can make: those with a path of their own and without a query. */
function asPage(redirect: Redirect, taken: Set<string | undefined>): boolean {
  const { from } = redirect;
  const isFile = /\.[a-z0-9]{2,5}$/i.test(from);
  return from.startsWith('/') && !/[?#*:]/.test(from) && !isFile && !taken.has(toParam(from));
}

/** The news of each language. */
export const newsIndexes = (portal: Portal): NewsIndexPage[] =>
  portal.pages.filter((page): page is NewsIndexPage => page.type === 'home.NewsIndexPage');

/**
 * Every address of the portal: the pages of all languages, their search, the categories of their
 * news, then the redirects.
 */
export function routes(portal: Portal): { param: string | undefined; route: RouteProps }[] {
  const taken = new Set(portal.pages.map((page) => toParam(page.path)));
  // A page of the editors' own at this address is shown in its place.
  const searches = [...portal.sites.keys()]
    .map((locale) => ({ locale, param: toParam(searchPathIn(siteIn(portal, locale))) }))
    .filter(({ param }) => !taken.has(param));
  const categories = newsIndexes(portal)
    .flatMap((page) => page.categories.map(({ slug }) => ({ page, slug })))
    .map((one) => ({ ...one, param: toParam(categoryPath(one.page, one.slug)) }))
    .filter(({ param }) => !taken.has(param));
  for (const { param } of [...searches, ...categories]) taken.add(param);
  const redirects = portal.redirects.filter((redirect) => asPage(redirect, taken));
  const byParam = new Map(redirects.map((redirect) => [toParam(redirect.from), redirect.to]));
  return [
    ...portal.pages.map((page) => ({
      param: toParam(page.path),
      route: { kind: 'page' as const, page },
    })),
    ...searches.map(({ locale, param }) => ({
      param,
      route: { kind: 'search' as const, locale },
    })),
    ...categories.map(({ page, slug, param }) => ({
      param,
      route: { kind: 'category' as const, page, slug },
    })),
    ...[...byParam].map(([param, to]) => ({ param, route: { kind: 'redirect' as const, to } })),
  ];
}

/** The public origin of the portal, as the API's canonical addresses have it. */
export function origin(portal: Portal): string {
  const page = portal.pages[0];
  if (!page) throw new Error('The portal has no page: publish one first.');
  return new URL(page.seo.canonical).origin;
}

/** Where the search of the portal's pages is. */

import type { Alternate, Site } from '../api/types';

/** "/nl/search/", beside the home page of the language. */
export const searchPath = (home: string): string => `${home}search/`;

export function searchPathIn(site: Site): string {
  const language = site.languages.find(({ locale }) => locale === site.locale.requested);
  return searchPath(language?.path ?? '/');
}

/** The same page in every language; never a fallback, since its words are the portal's own. */
export function searchAlternates(site: Site): Alternate[] {
  return site.languages.map(({ locale, hreflang, path }) => ({
    locale,
    hreflang,
    path: searchPath(path),
    state: 'source',
  }));
}

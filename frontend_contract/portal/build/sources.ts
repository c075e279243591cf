/** What a portal is drawn from, each part by a name; and a portal that notes which were read. */

import type { Page, Redirect, Site } from 'gbif-portal-client';
import type { Portal } from '../src/api/portal';
import { type Copy, digestOf, isPage, type Kept } from './copy.ts';

/** By name ("site:nl", "page:/nl/", "pages"), what tells each from any former version of itself. */
export type Digests = Record<string, string>;

const NOTHING = '';

export class Sources {
  readonly portal: Portal;
  readonly #sites = new Map<string, Kept>();
  readonly #byPath = new Map<string, Kept>();
  readonly #wholes = new Map<string, string>();

  /** @throws Error when nothing is published in any language. */
  constructor(copy: Copy) {
    const pages: (Kept & { document: Page })[] = [];
    for (const kept of copy.documents.values()) {
      const { document } = kept;
      if (isPage(document)) pages.push({ ...kept, document });
      else this.#sites.set(document.locale.requested, kept);
    }
    const site = [...this.#sites.values()][0]?.document as Site | undefined;
    if (!site || pages.length === 0) throw new Error('The portal has no page: publish one first.');
    // In one order, however they came to be known.
    const languages = site.languages.filter(({ locale }) => this.#sites.has(locale));
    const codes = languages.map(({ locale }) => locale);
    const place = (page: Page): string => `${codes.indexOf(page.locale.requested)} ${page.path}`;
    pages.sort((one, other) => (place(one.document) < place(other.document) ? -1 : 1));
    for (const page of pages) this.#byPath.set(page.document.path, page);
    const redirects = [...copy.redirects].sort((one, other) => (one.from < other.from ? -1 : 1));
    this.#wholes.set('languages', digestOf(JSON.stringify(languages)));
    this.#wholes.set('pages', digestOf(pages.map(({ digest }) => digest).join()));
    this.#wholes.set('redirects', digestOf(JSON.stringify(redirects)));
    this.portal = {
      sites: new Map(codes.map((code) => [code, this.#sites.get(code)?.document as Site])),
      defaultLocale: languages.find((language) => language.default)?.locale ?? codes[0] ?? 'en',
      pages: pages.map(({ document }) => document),
      byPath: new Map(pages.map(({ document }) => [document.path, document])),
      redirects,
    };
  }

  digest(name: string): string {
    const [kind, key = ''] = split(name);
    if (kind === 'site') return this.#sites.get(key)?.digest ?? NOTHING;
    if (kind === 'page') return this.#byPath.get(key)?.digest ?? NOTHING;
    return this.#wholes.get(name) ?? NOTHING;
  }

  /** The portal for one file: `read` takes the name and digest of each part that it is asked for. */
  watched(read: Digests): Portal {
    const { portal } = this;
    const note = (name: string): void => void (read[name] = this.digest(name));
    return {
      sites: {
        get: (locale): Site | undefined => (note(`site:${locale}`), portal.sites.get(locale)),
        keys: () => (note('languages'), portal.sites.keys()),
      },
      byPath: {
        get: (path): Page | undefined => (note(`page:${path}`), portal.byPath.get(path)),
        keys: () => (note('pages'), portal.byPath.keys()),
      },
      get defaultLocale(): string {
        note('languages');
        return portal.defaultLocale;
      },
      get pages(): Page[] {
        note('pages');
        return portal.pages;
      },
      get redirects(): Redirect[] {
        note('redirects');
        return portal.redirects;
      },
    };
  }
}

function split(name: string): [string, string?] {
  const at = name.indexOf(':');
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

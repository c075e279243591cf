/**
 * The event by which GBIF's widget tells that it has changed the page's address, so that links to
 * other languages can follow (gbif-web: packages/gbif-org/src/hp/hpRootLayout.tsx). Our own search
 * tells it too.
 */

const URL_CHANGE = 'gbifUrlChange';
/** What stands for every record in the address of a page (docs/decisions/0011). */
const ANY_RECORD = /_key_\/?$/;

interface UrlChange {
  /** Path and query. */
  url: string;
  /** The same place in another language; told by GBIF's widget only. */
  localizeLink?: (url: string, language: string) => string;
}

/** Tell that the address has changed. */
export function tellUrl(): void {
  const detail: UrlChange = { url: location.pathname + location.search };
  dispatchEvent(new CustomEvent(URL_CHANGE, { detail }));
}

/**
 * Lets the links to a page in every language follow its address, from now on. Each has the code of
 * its language as `lang`; the one to the page itself has aria-current.
 */
export function followUrl(links: HTMLAnchorElement[]): void {
  const built = links.map((link) => ({ link, path: link.pathname.replace(ANY_RECORD, '') }));
  const own = built.find(({ link }) => link.ariaCurrent === 'true')?.path ?? location.pathname;
  const follow = ({ url, localizeLink }: UrlChange): void => {
    const now = new URL(url, location.origin);
    for (const { link, path } of built) {
      // The page may be called otherwise in each language; what lies below it is not.
      if (now.pathname.startsWith(own)) {
        link.href = path + now.pathname.slice(own.length) + now.search;
      } else if (localizeLink) link.href = localizeLink(url, link.lang);
    }
  };
  addEventListener(URL_CHANGE, (event) => follow((event as CustomEvent<UrlChange>).detail));
  follow({ url: location.pathname + location.search });
}

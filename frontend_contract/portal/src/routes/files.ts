/** Every file of the portal that is made from its content. */

import type { Portal } from '../api/portal';
import { categoryPath } from './categories';
import { feedPath } from './feeds';
import { newsIndexes, routes, type RouteProps } from './paths';

export interface PortalFile {
  /** Below the portal's folder, e.g. "nl/gemeenschap/index.html". */
  file: string;
  /** Where the portal's own code has it, e.g. "/nl/gemeenschap/". */
  address: string;
  route: RouteProps | null;
}

const ALONE = [
  { file: 'contours.svg', address: '/contours.svg' },
  { file: 'robots.txt', address: '/robots.txt' },
  { file: 'sitemap.xml', address: '/sitemap.xml' },
  // A name that begins with an underscore is no address in Astro.
  { file: '_redirects', address: '/redirects.txt' },
];

const feed = (path: string, route: RouteProps): PortalFile => ({
  file: decodeURI(path).slice(1),
  address: decodeURI(path),
  route,
});

export function filesOf(portal: Portal): PortalFile[] {
  const missing = [...portal.sites.keys()].map((locale) =>
    locale === portal.defaultLocale
      ? { file: '404.html', address: '/404/' }
      : // Where hosts look for it.
        { file: `${locale}/404.html`, address: `/${locale}/404/` },
  );
  const feeds = newsIndexes(portal).flatMap((page) => [
    feed(feedPath(page), { kind: 'feed', page }),
    ...page.categories.map(({ slug }) =>
      feed(feedPath({ path: categoryPath(page, slug) }), { kind: 'feed', page, slug }),
    ),
  ]);
  const alone = [...ALONE, ...missing];
  return [
    ...routes(portal).map(({ param, route }) => ({
      file: param ? `${param}/index.html` : 'index.html',
      address: param ? `/${param}/` : '/',
      route,
    })),
    ...feeds,
    ...alone.map((one) => ({ ...one, route: null })),
  ];
}

/**
 * Every page in its own language, with its translations. A fallback is not announced: search
 * engines take a page whose text is untranslated for a copy.
 */

import type { APIRoute } from 'astro';
import type { Page } from '../api/types';
import { archiveOf } from '../routes/categories';
import { escapeXml, newsIndexes, origin } from '../routes/paths';

function isAnnounced(page: Page): boolean {
  return page.translation.state !== 'fallback' && !page.seo.robots.includes('noindex');
}

export const GET: APIRoute = ({ locals }) => {
  const { portal } = locals;
  const base = origin(portal);
  const address = (path: string): string => escapeXml(new URL(path, base).href);
  const categories = newsIndexes(portal).flatMap((page) =>
    page.categories.map(({ slug }) => archiveOf(page, slug, portal.byPath)),
  );
  const entries = [...portal.pages, ...categories].filter(isAnnounced).map((page) => {
    const translations = page.alternates.filter((alternate) => alternate.state !== 'fallback');
    const links = translations.map(
      ({ hreflang, path }) =>
        `<xhtml:link rel="alternate" hreflang="${escapeXml(hreflang)}" href="${address(path)}"/>`,
    );
    const changed = page.updated_at ? `<lastmod>${page.updated_at.slice(0, 10)}</lastmod>` : '';
    const alternates = translations.length > 1 ? links.join('') : '';
    return `<url><loc>${address(page.path)}</loc>${changed}${alternates}</url>`;
  });
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ' +
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' +
    `${entries.join('\n')}\n</urlset>\n`;
  return new Response(xml, { headers: { 'Content-Type': 'application/xml' } });
};

/** The news of a language as an Atom feed (RFC 4287). */

import type { APIRoute } from 'astro';
import { siteIn } from '../../api/portal';
import type { NewsIndexPage, Summary } from '../../api/types';
import { archiveOf } from '../../routes/categories';
import { feedPath } from '../../routes/feeds';
import { escapeXml, routes, toParam } from '../../routes/paths';

const MOST = 50;

export const GET: APIRoute = ({ locals, params }) => {
  const { portal } = locals;
  const route =
    locals.route ?? routes(portal).find(({ param }) => param === toParam(params.index ?? ''))?.route;
  const page = route && 'page' in route ? route.page : null;
  if (page?.type !== 'home.NewsIndexPage') return new Response(null, { status: 404 });
  const slug = route && 'slug' in route ? route.slug : undefined;
  const index = slug === undefined ? page : archiveOf(page, slug, portal.byPath);
  return new Response(feedOf(index, siteIn(portal, index.locale.requested).name, locals), {
    headers: { 'Content-Type': 'application/atom+xml' },
  });
};

function feedOf(index: NewsIndexPage, name: string, { portal }: App.Locals): string {
  const address = (path: string): string => escapeXml(new URL(path, index.seo.canonical).href);
  const entryOf = (item: Summary): { updated: string; xml: string } => {
    const news = portal.byPath.get(item.path);
    const day = `${item.date ?? '1970-01-01'}T00:00:00Z`;
    const updated = news?.updated_at ?? day;
    const categories = news?.type === 'home.NewsPage' ? news.categories : [];
    const xml = [
      `<entry xml:lang="${escapeXml(item.locale)}">`,
      `<id>urn:uuid:${item.key}</id>`,
      `<title>${escapeXml(item.title)}</title>`,
      `<link rel="alternate" type="text/html" href="${address(item.path)}"/>`,
      `<published>${day}</published>`,
      `<updated>${updated}</updated>`,
      ...categories.map(
        (one) => `<category term="${escapeXml(one.slug)}" label="${escapeXml(one.name)}"/>`,
      ),
      item.description && `<summary>${escapeXml(item.description)}</summary>`,
      '</entry>',
    ];
    return { updated, xml: xml.filter(Boolean).join('') };
  };
  const entries = index.items.slice(0, MOST).map(entryOf);
  const moments = [index.updated_at ?? '', ...entries.map(({ updated }) => updated)];
  const latest = moments.map((moment) => Date.parse(moment)).filter((at) => !Number.isNaN(at));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(index.locale.requested)}">`,
    `<id>${address(feedPath(index))}</id>`,
    `<title>${escapeXml(`${index.title} · ${name}`)}</title>`,
    `<link rel="self" type="application/atom+xml" href="${address(feedPath(index))}"/>`,
    `<link rel="alternate" type="text/html" href="${address(index.path)}"/>`,
    `<updated>${new Date(Math.max(0, ...latest)).toISOString()}</updated>`,
    `<author><name>${escapeXml(name)}</name></author>`,
    ...entries.map(({ xml }) => xml),
    '</feed>',
    '',
  ].join('\n');
}

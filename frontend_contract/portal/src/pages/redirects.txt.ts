/**
 * The file `_redirects`, as Netlify and Cloudflare Pages read it: permanent addresses first, then
 * the pages that stand for every record below them ("/dataset/:key").
 */

import type { APIRoute } from 'astro';

export const GET: APIRoute = ({ locals }) => {
  const { pages, redirects } = locals.portal;
  const moved = redirects
    .filter(({ from }) => from.startsWith('/') && !/\s/.test(from))
    .map(({ from, to, status }) => `${encodeURI(decodeURI(from))} ${to} ${status}`);
  const records = pages
    .filter((page) => page.type === 'home.DataRecordPage')
    .map((page) => `${page.detail_path} ${page.path} 200`);
  const lines = [...moved, ...records, ''];
  return new Response(lines.join('\n'), { headers: { 'Content-Type': 'text/plain' } });
};

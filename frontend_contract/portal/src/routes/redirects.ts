/**
 * A `_redirects` file as Netlify and Cloudflare Pages read it: permanent addresses first, then
 * the pages that stand for every record below them ("/dataset/:key").
 */

import type { APIRoute } from 'astro';
import { getPortal } from '../api/portal';

export const GET: APIRoute = async () => {
  const { pages, redirects } = await getPortal();
  const moved = redirects
    .filter(({ from }) => from.startsWith('/') && !/\s/.test(from))
    .map(({ from, to, status }) => `${encodeURI(decodeURI(from))} ${to} ${status}`);
  const records = pages
    .filter((page) => page.type === 'home.DataRecordPage')
    .map((page) => `${page.detail_path} ${page.path} 200`);
  const lines = [...moved, ...records, ''];
  return new Response(lines.join('\n'), { headers: { 'Content-Type': 'text/plain' } });
};

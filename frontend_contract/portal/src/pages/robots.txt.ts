import type { APIRoute } from 'astro';
import { getPortal } from '../api/portal';
import { origin } from '../routes/paths';

export const GET: APIRoute = async () => {
  const portal = await getPortal();
  const lines = ['User-agent: *', 'Allow: /', '', `Sitemap: ${origin(portal)}/sitemap.xml`, ''];
  return new Response(lines.join('\n'), { headers: { 'Content-Type': 'text/plain' } });
};

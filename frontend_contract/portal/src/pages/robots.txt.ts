import type { APIRoute } from 'astro';
import { origin } from '../routes/paths';

export const GET: APIRoute = ({ locals }) => {
  const { portal } = locals;
  const lines = ['User-agent: *', 'Allow: /', '', `Sitemap: ${origin(portal)}/sitemap.xml`, ''];
  return new Response(lines.join('\n'), { headers: { 'Content-Type': 'text/plain' } });
};

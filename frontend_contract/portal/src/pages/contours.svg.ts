/** The lines of height behind the footer and the calls to action, drawn by `design/contours`. */

import type { APIRoute } from 'astro';
import { contours } from '../design/contours';

export const GET: APIRoute = () =>
  new Response(contours(1200, 600), { headers: { 'Content-Type': 'image/svg+xml' } });

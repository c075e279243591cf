/** What every answer of this server says: nobody keeps it, and only the CMS's admin frames it. */

import { API_URL } from '../src/api/address';

/** The CMS as browsers name it; inside a network the API may have another address. */
const CMS_ORIGIN = new URL(process.env['CMS_URL'] ?? API_URL).origin;

const POLICY = [
  "default-src 'none'",
  // Wagtail's userbar and its checks come from the CMS.
  `script-src 'self' ${CMS_ORIGIN}`,
  `style-src 'self' 'unsafe-inline' ${CMS_ORIGIN}`,
  `font-src 'self' data: ${CMS_ORIGIN}`,
  'img-src * data: blob:',
  'media-src *',
  'connect-src *',
  'frame-src *',
  "form-action 'self'",
  "base-uri 'none'",
  `frame-ancestors ${CMS_ORIGIN}`,
].join('; ');

export function setHeaders(headers: Headers): void {
  headers.set('Cache-Control', 'no-store');
  headers.set('Content-Security-Policy', POLICY);
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Robots-Tag', 'noindex, nofollow');
}

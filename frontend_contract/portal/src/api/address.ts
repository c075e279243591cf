/** Where the delivery API is, and which of its portals this one is. */

export const API_URL = process.env['API_URL'] || 'http://127.0.0.1:8000/api/delivery/v1/';
export const SITE = process.env['SITE'] ?? '';
/** The API as readers' browsers reach it; builds may know it by another address. */
export const BROWSER_API_URL = process.env['BROWSER_API_URL'] || API_URL;
/**
 * Where the portal's own host hands `/images/` on to the CMS, "/": browsers then ask it for pictures
 * over the connection that they have. Empty: they ask the CMS, as documents say.
 */
const PICTURES_URL = process.env['PICTURES_URL'] ?? '';

/** The address at which browsers ask for a picture, or for all of a `srcset`. */
export const pictureAddress = (addresses: string): string =>
  PICTURES_URL ? addresses.replace(/https?:\/\/[^/\s]+\/(?=images\/)/g, PICTURES_URL) : addresses;

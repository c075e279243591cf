/** Where the delivery API is, and which of its portals this one is. */

export const API_URL = process.env['API_URL'] || 'http://127.0.0.1:8000/api/delivery/v1/';
export const SITE = process.env['SITE'] ?? '';
/** The API as readers' browsers reach it; builds may know it by another address. */
export const BROWSER_API_URL = process.env['BROWSER_API_URL'] || API_URL;

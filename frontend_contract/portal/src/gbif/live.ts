/** Which GBIF readers' browsers ask. */

import type { Site } from '../api/types';

/** "https://api.gbif.org" out of that address with a final slash or version. */
const host = (address: string): string => address.replace(/(\/v1)?\/*$/, '');

/**
 * `value` with its addresses on the GBIF that this build is for: GBIF_API_URL in the environment
 * (a test server, a mirror) stands in for the one that the API names.
 */
export function live<Value>(value: Value, site: Site): Value {
  const instead = process.env['GBIF_API_URL'];
  if (!instead) return value;
  const json = JSON.stringify(value);
  return JSON.parse(
    json.replaceAll(`"${host(site.gbif.api_url)}/`, `"${host(instead)}/`),
  ) as Value;
}

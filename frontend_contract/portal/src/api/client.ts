/** Reads the delivery API: at build time, and when a draft is shown. */

import type { LocaleCode, Page, Redirect, Site } from './types';

export const API_URL = (process.env['API_URL'] ?? 'http://127.0.0.1:8000/api/delivery/v1/').replace(
  /\/*$/,
  '/',
);
export const SITE = process.env['SITE'] ?? '';

/** What the API answers instead of what was asked for. */
export class ApiError extends Error {
  override name = 'ApiError';
}

type Query = Record<string, string | number>;

/**
 * The JSON at `call` below the API's address.
 *
 * @throws ApiError naming the address, when there is no answer or it is not a success.
 */
export async function get<Answer>(call: string, query: Query = {}): Promise<Answer> {
  const url = new URL(call, API_URL);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  if (SITE) url.searchParams.set('site', SITE);

  let response: Response;
  try {
    response = await fetch(url, { headers: { Accept: 'application/json' } });
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    throw new ApiError(`The delivery API does not answer at ${url}: ${String(reason)}`);
  }
  if (!response.ok) {
    const problem = (await response.text()).slice(0, 500);
    throw new ApiError(`The delivery API answers ${response.status} to ${url}: ${problem}`);
  }
  return (await response.json()) as Answer;
}

/** Every page of one language (of one type, if asked), fallbacks included, as whole documents. */
export async function getPages(locale: LocaleCode, type?: Page['type']): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const query: Query = { locale, fields: '*', limit: 100 };
    if (type) query['type'] = type;
    if (cursor) query['cursor'] = cursor;
    const answer: { items: Page[]; next_cursor: string | null } = await get('pages/', query);
    pages.push(...answer.items);
    cursor = answer.next_cursor;
  } while (cursor);
  return pages;
}

export function getSite(locale?: LocaleCode): Promise<Site> {
  return get('site/', locale ? { locale } : {});
}

export async function getRedirects(): Promise<Redirect[]> {
  const { items } = await get<{ items: Redirect[] }>('redirects/');
  return items;
}

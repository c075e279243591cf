/** Reads what is public: by path, as the frame of all pages, as a list. */

import { type Api, answerOf, dataOf, read } from './api.ts';
import type { components, operations } from './openapi.ts';
import type { Page, Site } from './types.ts';

type Schemas = components['schemas'];

/** What stands at a path: `switch` on `kind`. */
export type Resolution =
  | Schemas['FoundPage']
  | Schemas['FoundRedirect']
  /** A page stood there and was withdrawn: answer 410. */
  | { kind: 'gone' }
  /** Nothing ever did: answer 404. */
  | { kind: 'missing' };

/** What a reader of this path gets: a page, another address, or nothing. */
export async function resolve(api: Api, path: string): Promise<Resolution> {
  const query = { path, site: api.site };
  const answer = await answerOf(api, api.client.GET('/resolve/', { params: { query } }));
  // A 404 that is no “unknown path” is a mistake of ours: another portal, another address.
  if (answer.response.status === 410) return { kind: 'gone' };
  if (answer.response.status === 404 && isUnknownPath(answer.error)) return { kind: 'missing' };
  return dataOf(answer);
}

function isUnknownPath(error: unknown): boolean {
  return String((error as { type?: unknown } | undefined)?.type).endsWith('/unknown-path/');
}

/** What frames every page of a language: name, languages, navigation, footer, theme. */
export async function site(api: Api, locale?: string): Promise<Site> {
  const query = { locale, site: api.site };
  return read(api, api.client.GET('/site/', { params: { query } }));
}

type PagesQuery = NonNullable<operations['pages']['parameters']['query']>;
/** What narrows and orders a list; each as the contract describes it. */
export type Filters<Type extends Page['type'] = Page['type']> = Omit<
  PagesQuery,
  'type' | 'cursor' | 'site' | 'fields'
> & { type?: Type | Type[] };

/** Whole pages, one after the other; the next part of the list is asked for when it is reached. */
export async function* pages<Type extends Page['type'] = Page['type']>(
  api: Api,
  { type, ...filters }: Filters<Type> = {},
): AsyncGenerator<Extract<Page, { type: Type }>, void, undefined> {
  let cursor: string | undefined;
  do {
    const query = {
      limit: 100,
      ...filters,
      ...(type && { type: [type].flat() }),
      ...(cursor && { cursor }),
      fields: '*',
      site: api.site,
    };
    const asked = api.client.GET('/pages/', { params: { query } });
    const { items, next_cursor } = await read(api, asked);
    // With `fields=*` every item is a whole document of a type that was asked for.
    yield* items as Extract<Page, { type: Type }>[];
    cursor = next_cursor ?? undefined;
  } while (cursor);
}

export type Redirect = { from: string; to: string; status: 301 | 302 };

/** Every address that leads to another one. */
export async function redirects(api: Api): Promise<Redirect[]> {
  const query = { site: api.site };
  return (await read(api, api.client.GET('/redirects/', { params: { query } }))).items;
}

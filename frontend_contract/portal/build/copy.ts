/** A copy of all that a portal's API has published, brought up to date by asking what changed. */

import { createHash } from 'node:crypto';
import { type Api, redirects as redirectsOf, sync } from 'gbif-portal-client';
import type { Page, Redirect, Site } from 'gbif-portal-client';

/** A document, and what tells it from any former version of itself. */
export interface Kept {
  digest: string;
  document: Page | Site;
}

export interface Copy {
  /** How far in the feed of changes it is; null before the first time. */
  cursor: string | null;
  /** By type, key and language. */
  documents: Map<string, Kept>;
  redirects: Redirect[];
}

export const emptyCopy = (): Copy => ({ cursor: null, documents: new Map(), redirects: [] });

export const digestOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);

export const isPage = (document: Page | Site): document is Page => document.type !== 'site';

/**
 * Brings a copy up to date.
 *
 * @returns the new or changed documents, already in the copy.
 * @throws ApiError when the API does not answer; what has come so far is then in the copy, and
 *   comes again next time unless the cursor is kept.
 */
export async function bringUpToDate(api: Api, copy: Copy): Promise<(Page | Site)[]> {
  const changed = new Map<string, Page | Site>();
  const cursor = { read: () => copy.cursor, write: (at: string | null) => void (copy.cursor = at) };
  for await (const change of sync(api, { cursor, limit: 200 })) {
    if (change.op === 'restart') {
      copy.documents.clear();
      changed.clear();
      continue;
    }
    const id = `${change.type} ${change.key} ${change.locale}`;
    if (change.op === 'delete') {
      copy.documents.delete(id);
      changed.delete(id);
    } else {
      const { document } = change;
      copy.documents.set(id, { digest: digestOf(JSON.stringify(document)), document });
      changed.set(id, document);
    }
  }
  copy.redirects = await redirectsOf(api);
  return [...changed.values()];
}

/** Whether the API has published nothing since: two short questions. */
export async function isCurrent(api: Api, { cursor, redirects }: Copy): Promise<boolean> {
  const kept = { read: () => cursor, write: () => undefined };
  const { done } = await sync(api, { cursor: kept, limit: 1 }).next();
  return done === true && JSON.stringify(await redirectsOf(api)) === JSON.stringify(redirects);
}

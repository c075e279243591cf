/** A copy of everything that is public, kept by asking only for what changed. */

import { type Api, answerOf, dataOf, isProblem } from './api.ts';
import type { components } from './openapi.ts';

type Schemas = components['schemas'];

export type Change =
  /** Keep this document in place of the one with its `type`, `key` and `locale`. */
  | Schemas['Upsert']
  /** Drop it. */
  | Schemas['Deletion']
  /** Drop everything: the feed begins anew, as after a restored backup. */
  | { op: 'restart' };

/** Where the cursor lies between two runs: a file, a row, `localStorage`. */
export interface CursorStore {
  read(): string | null | Promise<string | null>;
  write(cursor: string | null): void | Promise<void>;
}

export interface SyncOptions {
  cursor: CursorStore;
  locale?: string[];
  type?: string[];
  /** How many changes are asked for at once: at most 500. */
  limit?: number;
}

/**
 * What changed since the cursor that is kept, in the order in which it is to be applied; everything
 * when there is none.
 *
 * The cursor moves on once all changes of an answer were taken, so a run that ends half way gets
 * the rest of them, and perhaps some of them again, next time.
 */
export async function* sync(
  api: Api,
  { cursor: store, ...filters }: SyncOptions,
): AsyncGenerator<Change, void, undefined> {
  let cursor = await store.read();
  let more = true;
  while (more) {
    const query = { limit: 100, ...filters, ...(cursor && { cursor }), site: api.site };
    const answer = await answerOf(api, api.client.GET('/sync/', { params: { query } }));
    if (cursor && isOutlived(answer.response.status, answer.error)) {
      cursor = null;
      await store.write(null);
      yield { op: 'restart' };
      continue;
    }
    const { items, next_cursor, has_more } = dataOf(answer);
    // Documents were asked for, so no upsert comes without its own.
    yield* items as (Schemas['Upsert'] | Schemas['Deletion'])[];
    cursor = next_cursor;
    more = has_more;
    await store.write(cursor);
  }
}

/** Whether the service cannot go on from a cursor: too old, or of another version. */
function isOutlived(status: number, error: unknown): boolean {
  return status === 410 || isProblem(error, 'invalid-cursor');
}

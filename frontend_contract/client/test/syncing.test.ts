import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type CursorStore, sync } from '../src/index.ts';
import { all, answering, problem } from './asked.ts';

const upsert = (key: string) => ({ op: 'upsert', type: 'home.NewsPage', key, document: { key } });
const part = (items: unknown[], next_cursor: string, has_more = false) => ({
  body: { items, next_cursor, has_more },
});

class Kept implements CursorStore {
  written: (string | null)[] = [];
  cursor: string | null;
  constructor(cursor: string | null = null) {
    this.cursor = cursor;
  }
  read(): string | null {
    return this.cursor;
  }
  async write(cursor: string | null): Promise<void> {
    this.written.push((this.cursor = cursor));
  }
}

test('everything comes first, and later only what changed, deletions too', async () => {
  const cursor = new Kept();
  const deletion = { op: 'delete', type: 'home.NewsPage', key: 'a', locale: 'nl', path: '/a/' };
  const { api, urls } = answering(
    part([upsert('a'), upsert('b')], '1', true),
    part([upsert('c')], '2'),
    part([deletion], '3'),
  );
  assert.equal((await all(sync(api, { cursor, locale: ['nl', 'fr'] }))).length, 3);
  assert.deepEqual(await all(sync(api, { cursor, locale: ['nl', 'fr'] })), [deletion]);
  const rest = 'limit=100&locale=nl&locale=fr';
  assert.deepEqual(urls, [
    `sync/?${rest}&site=portal.example`,
    `sync/?${rest}&cursor=1&site=portal.example`,
    `sync/?${rest}&cursor=2&site=portal.example`,
  ]);
  assert.deepEqual(cursor.written, ['1', '2', '3']);
});

test('who stops half way gets the changes again that were not all taken', async () => {
  const cursor = new Kept();
  const { api } = answering(part([upsert('a'), upsert('b')], '1'));
  for await (const change of sync(api, { cursor })) {
    assert.equal(change.op, 'upsert');
    break;
  }
  assert.equal(cursor.cursor, null);
  assert.equal((await all(sync(api, { cursor }))).length, 2);
  assert.equal(cursor.cursor, '1');
});

for (const outlived of [problem(410, 'start-again'), problem(400, 'invalid-cursor')]) {
  test(`a cursor that answers ${outlived.status} begins anew, and says so first`, async () => {
    const cursor = new Kept('old');
    const { api } = answering(outlived, part([upsert('a')], '1'));
    const operations = (await all(sync(api, { cursor }))).map(({ op }) => op);
    assert.deepEqual(operations, ['restart', 'upsert']);
    assert.deepEqual(cursor.written, [null, '1']);
  });
}

test('any other error is thrown, and the cursor stays', async () => {
  const cursor = new Kept('1');
  const { api } = answering(problem(500, 'internal-error'));
  await assert.rejects(all(sync(api, { cursor })), { status: 500 });
  assert.deepEqual(cursor.written, []);
});

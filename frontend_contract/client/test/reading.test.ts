import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError, connect, pages, preview, redirects, resolve, site } from '../src/index.ts';
import { all, answering, problem } from './asked.ts';

test('a path leads to a page, to another address, or to nothing, and nothing is thrown', async () => {
  const page = { kind: 'page', page: { type: 'home.ContentPage' }, record: null };
  assert.deepEqual(await resolve(answering({ body: page }).api, '/nl/'), page);
  assert.deepEqual(await resolve(answering(problem(404, 'unknown-path')).api, '/x/'), {
    kind: 'missing',
  });
  assert.deepEqual(await resolve(answering(problem(410, 'gone')).api, '/x/'), { kind: 'gone' });
  const asked = answering({ body: page });
  await resolve(asked.api, '/nl/één/?a=b');
  assert.deepEqual(asked.urls, ['resolve/?path=/nl/één/?a=b&site=portal.example']);
});

test('a portal that is not there is a mistake and no missing page', async () => {
  await assert.rejects(resolve(answering(problem(404, 'unknown-site')).api, '/'), {
    name: 'ApiError',
    status: 404,
    message: /answers 404 .*unknown-site: It says more\./,
  });
});

test('without an answer the error names the address', async () => {
  const api = connect({ url: 'http://127.0.0.1:9/api/delivery/v1' });
  await assert.rejects(site(api), (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, null);
    assert.match(error.message, /does not answer at http:\/\/127\.0\.0\.1:9\/api\/delivery\/v1\//);
    return true;
  });
});

test('what answers in place of the API is quoted', async () => {
  await assert.rejects(site(answering({ status: 502, body: '<h1>Bad gateway</h1>' }).api, 'nl'), {
    status: 502,
    problem: null,
    message: /502.*<h1>Bad gateway/,
  });
});

test('pages come one after the other, and the next part of the list when it is reached', async () => {
  const { api, urls } = answering(
    { body: { items: [{ key: 'a' }, { key: 'b' }], next_cursor: 'more' } },
    { body: { items: [{ key: 'c' }], next_cursor: null } },
  );
  const items = pages(api, { type: ['home.NewsPage', 'home.TopicPage'], locale: 'nl', limit: 2 });
  assert.deepEqual((await items.next()).value, { key: 'a' });
  assert.equal(urls.length, 1);
  assert.deepEqual(await all(items), [{ key: 'b' }, { key: 'c' }]);
  const types = 'type=home.NewsPage&type=home.TopicPage';
  assert.deepEqual(urls, [
    `pages/?limit=2&locale=nl&${types}&fields=*&site=portal.example`,
    `pages/?limit=2&locale=nl&${types}&cursor=more&fields=*&site=portal.example`,
  ]);
});

test('redirects are a list', async () => {
  const items = [{ from: '/a/', to: '/b/', status: 301 }];
  assert.deepEqual(await redirects(answering({ body: { items } }).api), items);
});

test('a draft comes with its end, and with the userbar for its editor', async () => {
  const headers = { 'Preview-Expires': '2026-11-28T14:02:00Z', 'Preview-Userbar': 'shown' };
  const { api, urls } = answering({ headers, body: { title: 'A' } }, { body: '<b>bar</b>' });
  const draft = await preview(api, 'a/b');
  assert.ok(draft.kind === 'draft');
  assert.equal(draft.page.title, 'A');
  assert.equal(draft.expires.toISOString(), '2026-11-28T14:02:00.000Z');
  assert.equal(draft.userbar, '<b>bar</b>');
  assert.deepEqual(urls, [
    'preview/a/b/?site=portal.example',
    'preview/a/b/userbar/?site=portal.example',
  ]);
});

test('a reader of a link gets the draft alone, and is told when it is over', async () => {
  const { api, urls } = answering({ headers: { 'Preview-Expires': '2026-11-28' }, body: {} });
  const draft = await preview(api, 't');
  assert.equal(draft.kind === 'draft' && draft.userbar, '');
  assert.equal(urls.length, 1);
  assert.deepEqual(await preview(answering(problem(410, 'preview-ended')).api, 't'), {
    kind: 'ended',
  });
  assert.deepEqual(await preview(answering(problem(404, 'unknown-preview')).api, 't'), {
    kind: 'unknown',
  });
});

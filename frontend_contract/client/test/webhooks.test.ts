import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';

import { verifyWebhook } from '../src/index.ts';

const KEY = Buffer.from('thirty-two bytes of a secret key');
const secret = `whsec_${KEY.toString('base64')}`;
const now = Date.parse('2026-11-21T14:02:32Z');
const body = '{"type":"webhook.test","timestamp":"2026-11-21T14:02:32Z","data":{"message":"één"}}';

function signed(seconds: number = now / 1000, text = body): Record<string, string> {
  const digest = createHmac('sha256', KEY).update(`msg-1.${seconds}.${text}`).digest('base64');
  return {
    'webhook-id': 'msg-1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${digest}`,
  };
}

test('a request of the CMS is an event, told apart by its type', async () => {
  const event = await verifyWebhook({ secret, headers: signed(), body, now });
  assert.ok(event.type === 'webhook.test');
  assert.equal(event.data.message, 'één');
  const headers = new Headers(signed());
  assert.deepEqual(await verifyWebhook({ secret, headers, body, now }), event);
});

test('while a secret is replaced, one good signature of several is enough', async () => {
  const good = signed();
  const signatures = `v2,AAAA v1,${'A'.repeat(43)}= ${good['webhook-signature']}`;
  const headers = { ...good, 'webhook-signature': signatures };
  assert.equal((await verifyWebhook({ secret, headers, body, now })).type, 'webhook.test');
});

const refused: [string, Partial<Parameters<typeof verifyWebhook>[0]>, RegExp][] = [
  ['another body', { body: body.replace('één', 'two') }, /No signature/],
  ['another secret', { secret: 'whsec_c2VjcmV0' }, /No signature/],
  ['an old request', { headers: signed(now / 1000 - 301) }, /five minutes/],
  ['a request from the future', { headers: signed(now / 1000 + 301) }, /five minutes/],
  ['no signature', { headers: { ...signed(), 'webhook-signature': undefined } }, /webhook-signature is missing/],
  ['a time that is none', { headers: { ...signed(), 'webhook-timestamp': 'now' } }, /no number/],
  ['a secret that is none', { secret: 'whsec_é' }, /not base64/],
];
for (const [what, change, message] of refused) {
  test(`${what} is refused with the reason`, async () => {
    const request = { secret, headers: signed(), body, now, ...change };
    await assert.rejects(verifyWebhook(request), { name: 'WebhookError', message });
  });
}

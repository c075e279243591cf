/** Verifies what a webhook sends, by Standard Webhooks 1.0 (https://www.standardwebhooks.com). */

import type { WebhookEvent } from './types.ts';

const PREFIX = 'whsec_';
const VERSION = 'v1,';
const TOLERANCE_SECONDS = 300;

/** The request is not the CMS's, not whole or not new: answer 400 and do nothing. */
export class WebhookError extends Error {
  override name = 'WebhookError';
}

export interface WebhookRequest {
  /** The secret that the admin shows once: `whsec_…`. */
  secret: string;
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The raw body, as it came: parsing and writing it again changes it. */
  body: string;
  /** Milliseconds since 1970. */
  now?: number;
}

/**
 * The event, once its signature and its age were checked.
 *
 * @throws WebhookError saying what is wrong.
 */
export async function verifyWebhook(request: WebhookRequest): Promise<WebhookEvent> {
  const { secret, headers, body, now = Date.now() } = request;
  const [id, timestamp, signatures] = (['id', 'timestamp', 'signature'] as const).map((name) =>
    header(headers, `webhook-${name}`),
  ) as [string, string, string];
  if (!/^\d+$/.test(timestamp)) throw new WebhookError('webhook-timestamp is no number of seconds.');
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
    throw new WebhookError('The request is more than five minutes old, or from the future.');
  }
  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const one of signatures.split(' ').filter((text) => text.startsWith(VERSION))) {
    // Web Crypto compares in constant time.
    const good = await crypto.subtle.verify('HMAC', key, bytesOf(one.slice(VERSION.length)), signed);
    if (good) return JSON.parse(body) as WebhookEvent;
  }
  throw new WebhookError('No signature is by this secret.');
}

function header(headers: WebhookRequest['headers'], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value !== 'string') throw new WebhookError(`The header ${name} is missing.`);
  return value;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    throw new WebhookError('The secret or a signature is not base64.');
  }
}

/**
 * The one queue through which every element of a page asks GBIF: few requests at a time, never in
 * a burst, and none while GBIF wants to be left alone (https://www.gbif.org/api-usage-guidelines).
 */

import type { Query } from './values';

const AT_ONCE = 2;
const GAP_MS = 100;
const TIMEOUT_MS = 15_000;
/** An answer is good for so long to whoever asks the same. */
const KEPT_MS = 60_000;
const MAX_KEPT = 50;
const MAX_WAITS = 3;
const DEFAULT_WAIT_S = 5;
const LONGEST_WAIT_S = 60;

export interface Asked extends Query {
  headers?: Record<string, string>;
}

/** Told when GBIF wants to be asked again in so many seconds. */
export type OnBusy = (seconds: number) => void;

class Busy extends Error {
  constructor(readonly seconds: number | null) {
    super('GBIF is busy');
  }
}

interface Ticket {
  key: string;
  question: Asked;
  signal: AbortSignal;
  onBusy: OnBusy;
  waits: number;
  resolve: (answer: unknown) => void;
  reject: (reason: unknown) => void;
}

const waiting: Ticket[] = [];
const underWay = new Set<string>();
const kept = new Map<string, { answer: unknown; until: number }>();
let notBefore = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * The JSON that GBIF answers.
 *
 * After 429 and 503 all questions wait, as long as GBIF says or longer each time, and the question
 * is asked again. Rejects when it stays so, after 15 seconds without a whole answer, when the
 * answer is no JSON, and when `signal` is aborted.
 */
export function askGbif(
  question: Asked,
  signal: AbortSignal,
  onBusy: OnBusy = () => undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const key = JSON.stringify(question);
    const ticket: Ticket = { key, question, signal, onBusy, waits: 0, resolve, reject };
    signal.addEventListener('abort', () => {
      const place = waiting.indexOf(ticket);
      if (place >= 0) waiting.splice(place, 1);
      reject(signal.reason);
    });
    if (signal.aborted) return reject(signal.reason);
    waiting.push(ticket);
    serve();
  });
}

function serve(): void {
  clearTimeout(timer);
  const wait = notBefore - Date.now();
  if (waiting.length > 0 && wait > 0) {
    timer = setTimeout(serve, wait);
    return;
  }
  if (underWay.size >= AT_ONCE) return;
  // Whoever asks what is being asked already waits for that answer.
  const place = waiting.findIndex((one) => !underWay.has(one.key));
  const [ticket] = place >= 0 ? waiting.splice(place, 1) : [];
  if (!ticket) return;
  const known = kept.get(ticket.key);
  if (known && known.until > Date.now()) ticket.resolve(known.answer);
  else {
    notBefore = Date.now() + GAP_MS;
    void send(ticket);
  }
  serve();
}

async function send(ticket: Ticket): Promise<void> {
  underWay.add(ticket.key);
  try {
    const answer = await fetchJson(ticket.question, ticket.signal);
    keep(ticket.key, answer);
    ticket.resolve(answer);
  } catch (error) {
    if (error instanceof Busy && !ticket.signal.aborted) comeBack(ticket, error);
    else ticket.reject(error);
  } finally {
    underWay.delete(ticket.key);
    serve();
  }
}

function comeBack(ticket: Ticket, busy: Busy): void {
  const seconds = busy.seconds ?? DEFAULT_WAIT_S * 2 ** ticket.waits;
  notBefore = Math.max(notBefore, Date.now() + Math.min(seconds, LONGEST_WAIT_S) * 1000);
  ticket.waits += 1;
  if (ticket.waits > MAX_WAITS || seconds > LONGEST_WAIT_S) return ticket.reject(busy);
  waiting.unshift(ticket);
  ticket.onBusy(seconds);
}

function keep(key: string, answer: unknown): void {
  kept.delete(key);
  kept.set(key, { answer, until: Date.now() + KEPT_MS });
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
}

async function fetchJson(question: Asked, signal: AbortSignal): Promise<unknown> {
  const { method, url, body, headers } = question;
  const late = new AbortController();
  const deadline = setTimeout(() => late.abort(new Error('GBIF is slow')), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        Accept: 'application/json',
        ...(method === 'POST' && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: method === 'POST' ? JSON.stringify(body) : null,
      signal: AbortSignal.any([signal, late.signal]),
      credentials: 'omit',
    });
    if (response.status === 429 || response.status === 503) {
      throw new Busy(secondsOf(response.headers.get('Retry-After')));
    }
    if (!response.ok) throw new Error(`GBIF answers ${response.status}`);
    const type = response.headers.get('Content-Type') ?? '';
    if (!/[/+]json\b/.test(type)) throw new Error(`GBIF answers "${type}"`);
    return await response.json();
  } finally {
    clearTimeout(deadline);
  }
}

/** Seconds, or a date; null where a browser is not told (it is no header that all may read). */
function secondsOf(text: string | null): number | null {
  if (!text) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(1, seconds);
  const until = Date.parse(text);
  return Number.isNaN(until) ? null : Math.max(1, Math.ceil((until - Date.now()) / 1000));
}

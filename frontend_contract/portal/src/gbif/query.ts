/** What a reader chose, and the request to GBIF that asks for it. */

import type { QueryParams } from '../api/types';
import type { SearchConfig } from './config';
import { isFilter } from './filters';

export interface Choice {
  q: string;
  /** Values by filter: a code, a key, text, or "from,to" with "*" for an open end. */
  filters: Record<string, string>;
  offset: number;
}

export interface Answer {
  count: number;
  results: Record<string, unknown>[];
  facets: { field: string; counts: { name: string; count: number }[] }[];
}

/** The choice that a page's address holds. */
export function readChoice(query: URLSearchParams, config: SearchConfig): Choice {
  const choice: Choice = { q: '', filters: {}, offset: 0 };
  const fixed = { ...config.preset, ...config.scope };
  for (const [prefixed, value] of query) {
    if (!prefixed.startsWith(config.prefix) || !value) continue;
    const name = prefixed.slice(config.prefix.length);
    if (name === 'q') choice.q = value;
    else if (name === 'offset') choice.offset = Math.max(0, Math.trunc(Number(value)) || 0);
    else if (isFilter(name) && !(name in fixed)) choice.filters[name] = value;
  }
  return choice;
}

/** `query` with the choice written into it; other parameters stay as they are. */
export function writeChoice(
  query: URLSearchParams,
  choice: Choice,
  config: SearchConfig,
): URLSearchParams {
  const written = new URLSearchParams();
  for (const [name, value] of query) {
    const own = name.startsWith(config.prefix) ? name.slice(config.prefix.length) : null;
    if (own === null || !(own === 'q' || own === 'offset' || isFilter(own))) {
      written.append(name, value);
    }
  }
  if (choice.q) written.set(`${config.prefix}q`, choice.q);
  for (const [name, value] of Object.entries(choice.filters)) {
    written.set(config.prefix + name, value);
  }
  if (choice.offset) written.set(`${config.prefix}offset`, String(choice.offset));
  return written;
}

export function upperSnake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

type Predicate = Record<string, unknown>;

function predicateOf(name: string, values: string[]): Predicate[] {
  const key = upperSnake(name);
  const range = values.length === 1 ? /^(-?[\d.]+|\*),(-?[\d.]+|\*)$/.exec(values[0] ?? '') : null;
  if (range) {
    const [, from, to] = range;
    const bounds: Predicate[] = [];
    if (from !== '*') bounds.push({ type: 'greaterThanOrEquals', key, value: from });
    if (to !== '*') bounds.push({ type: 'lessThanOrEquals', key, value: to });
    return bounds;
  }
  if (name === 'geometry') {
    const shapes = values.map((geometry) => ({ type: 'within', geometry }));
    return shapes.length === 1 ? shapes : [{ type: 'or', predicates: shapes }];
  }
  return values.length === 1
    ? [{ type: 'equals', key, value: values[0] }]
    : [{ type: 'in', key, values }];
}

/** The request for `choice`: a GET, or a POST where the scope has no form as parameters. */
export function toRequest(config: SearchConfig, choice: Choice): Request {
  const asked: QueryParams = { ...config.scope, ...config.preset };
  for (const [name, value] of Object.entries(choice.filters)) asked[name] = [value];
  const facets = config.faceted
    ? config.filters
        .filter((filter) => filter.kind === 'choice' || filter.kind === 'country')
        .map((filter) => filter.name)
    : [];

  if (config.predicate) {
    const predicates = [
      config.predicate,
      ...Object.entries(asked).flatMap(([name, values]) => predicateOf(name, values)),
    ];
    const body: Record<string, unknown> = {
      predicate: predicates.length === 1 ? predicates[0] : { type: 'and', predicates },
      limit: config.limit,
      offset: choice.offset,
    };
    if (choice.q) body['q'] = choice.q;
    if (facets.length) Object.assign(body, { facets: facets.map(upperSnake), facetLimit: 50 });
    return new Request(config.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
  }

  const url = new URL(config.endpoint);
  for (const [name, values] of Object.entries(asked)) {
    for (const value of values) url.searchParams.append(name, value);
  }
  if (choice.q) url.searchParams.set('q', choice.q);
  for (const facet of facets) url.searchParams.append('facet', facet);
  if (facets.length) url.searchParams.set('facetLimit', '50');
  url.searchParams.set('limit', String(config.limit));
  url.searchParams.set('offset', String(choice.offset));
  return new Request(url, { headers: { Accept: 'application/json' } });
}

/** GBIF is asked to wait: `seconds` as it says itself, or null where it does not. */
export class Busy extends Error {
  constructor(readonly seconds: number | null) {
    super('GBIF is busy');
  }
}

/**
 * What GBIF answers.
 *
 * @throws Busy on 429 and 503; Error on any other failure, nonsense included.
 */
export async function ask(request: Request, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(request, { signal, credentials: 'omit' });
  if (response.status === 429 || response.status === 503) {
    const seconds = Number(response.headers.get('Retry-After') ?? NaN);
    throw new Busy(Number.isFinite(seconds) ? seconds : null);
  }
  if (!response.ok) throw new Error(`GBIF answers ${response.status}`);
  const answer = (await response.json()) as Partial<Answer>;
  if (typeof answer.count !== 'number' || !Array.isArray(answer.results)) {
    throw new Error('GBIF answers something else than a page of results');
  }
  return { count: answer.count, results: answer.results, facets: answer.facets ?? [] };
}

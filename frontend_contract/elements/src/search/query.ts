/** What a reader chose, and the request to GBIF that asks for it. */

import type { Asked } from '../queue';
import type { QueryParams, SearchValue } from '../values';
import { isFilter } from './filters';
import type { Settings } from './settings';

export interface Choice {
  q: string;
  /** Values by filter: a code, a key, text, or "from,to" with "*" for an open end. */
  filters: Record<string, string>;
  offset: number;
}

export const NO_CHOICE: Choice = { q: '', filters: {}, offset: 0 };

/** The choice that a page's address holds. */
export function readChoice(query: URLSearchParams, { prefix, fixed }: Settings): Choice {
  const choice: Choice = { q: '', filters: {}, offset: 0 };
  for (const [prefixed, value] of query) {
    if (!prefixed.startsWith(prefix) || !value) continue;
    const name = prefixed.slice(prefix.length);
    if (name === 'q') choice.q = value;
    else if (name === 'offset') choice.offset = Math.max(0, Math.trunc(Number(value)) || 0);
    else if (isFilter(name) && !fixed.has(name)) choice.filters[name] = value;
  }
  return choice;
}

/** `query` with the choice written into it; other parameters stay as they are. */
export function writeChoice(
  query: URLSearchParams,
  choice: Choice,
  { prefix }: Settings,
): URLSearchParams {
  const written = new URLSearchParams();
  for (const [name, value] of query) {
    const own = name.startsWith(prefix) ? name.slice(prefix.length) : null;
    if (own === null || !(own === 'q' || own === 'offset' || isFilter(own))) {
      written.append(name, value);
    }
  }
  if (choice.q) written.set(`${prefix}q`, choice.q);
  for (const [name, value] of Object.entries(choice.filters)) {
    written.set(prefix + name, value);
  }
  if (choice.offset) written.set(`${prefix}offset`, String(choice.offset));
  return written;
}

function upperSnake(name: string): string {
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

/** What to ask for `choice`: a GET, or a POST where the scope has no form as parameters. */
export function questionOf(value: SearchValue, settings: Settings, choice: Choice): Asked {
  const asked: QueryParams = { ...value.scope, ...value.preset };
  for (const [name, chosen] of Object.entries(choice.filters)) asked[name] = [chosen];
  const { limit, facets } = settings;
  const { offset, q } = choice;

  if (value.predicate) {
    const predicates = [
      value.predicate,
      ...Object.entries(asked).flatMap(([name, values]) => predicateOf(name, values)),
    ];
    const body: Record<string, unknown> = {
      predicate: predicates.length === 1 ? predicates[0] : { type: 'and', predicates },
      limit,
      offset,
    };
    if (q) body['q'] = q;
    if (facets.length) Object.assign(body, { facets: facets.map(upperSnake), facetLimit: 50 });
    return { method: 'POST', url: value.endpoint, body };
  }

  const url = new URL(value.endpoint);
  for (const [name, values] of Object.entries(asked)) {
    for (const one of values) url.searchParams.append(name, one);
  }
  if (q) url.searchParams.set('q', q);
  for (const facet of facets) url.searchParams.append('facet', facet);
  if (facets.length) url.searchParams.set('facetLimit', '50');
  url.searchParams.set('limit', String(limit));
  url.searchParams.set('offset', String(offset));
  return { method: 'GET', url: url.href, body: null };
}

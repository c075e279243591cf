/** GBIF's answers, of which nothing is taken for granted. */

import type { GbifRecord } from './values';

export interface Page {
  count: number;
  results: GbifRecord[];
  facets: { field: string; counts: { name: string; count: number }[] }[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function nonsense(wanted: string): Error {
  return new Error(`GBIF answers something else than ${wanted}`);
}

/** How many there are of what was asked for. Throws when the answer does not say. */
export function countOf(answer: unknown): number {
  if (isObject(answer) && isCount(answer['count'])) return answer['count'];
  throw nonsense('a count');
}

/** A page of results. Throws when the answer is none. */
export function pageOf(answer: unknown): Page {
  const count = countOf(answer);
  const { results, facets } = answer as Record<string, unknown>;
  if (!Array.isArray(results) || !results.every(isObject)) throw nonsense('a page of results');
  return { count, results, facets: facetsOf(facets) };
}

/** How many records there are by value, of the first field that was asked for. */
export function countsOf(answer: unknown): { name: string; count: number }[] {
  countOf(answer);
  const [facet] = facetsOf((answer as Record<string, unknown>)['facets']);
  if (!facet) throw nonsense('counts');
  return facet.counts;
}

/** One thing of GBIF's, known by its key. Throws when the answer is none. */
export function recordOf(answer: unknown): GbifRecord {
  if (isObject(answer) && answer['key'] != null) return answer;
  throw nonsense('a record');
}

function facetsOf(facets: unknown): Page['facets'] {
  if (!Array.isArray(facets)) return [];
  return facets.filter(isObject).map(({ field, counts }) => ({
    field: String(field),
    counts: (Array.isArray(counts) ? counts : [])
      .filter(isObject)
      .filter(({ count }) => isCount(count))
      .map(({ name, count }) => ({ name: String(name), count: Number(count) })),
  }));
}

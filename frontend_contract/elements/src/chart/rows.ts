/** What the values of a chart are called, and how they follow from what GBIF counts. */

import { countryName, licenceName, monthName, readCode, spelledOut } from '../format';
import type { Place } from '../state';
import type { ChartRow, ChartValue, Dimension } from '../values';

const FILTERS: Partial<Record<Dimension, string>> = {
  year: 'year',
  month: 'month',
  basis_of_record: 'basisOfRecord',
  dataset: 'datasetKey',
  publisher: 'publishingOrg',
  country: 'country',
  publishing_country: 'publishingCountry',
  licence: 'license',
};

/** How many values are shown where nothing was kept that tells. */
const USUAL_LIMIT = 10;

/** What records are counted by: "Year", "Class". */
export function dimensionName(by: Dimension, { words }: Place): string {
  const filter = FILTERS[by];
  return (filter ? words.filters[filter] : words.ranks[by]) ?? spelledOut(filter ?? by);
}

/** The name of one value; GBIF's own where it has told one. */
export function valueName(by: Dimension, row: ChartRow, { words, locale }: Place): string {
  if (row.label) return row.label;
  switch (by) {
    case 'country':
    case 'publishing_country':
      return countryName(row.name, locale);
    case 'licence':
      return licenceName(row.name);
    case 'month':
      return monthName(Number(row.name), locale);
    case 'basis_of_record':
      return words.terms[row.name] ?? readCode(row.name);
    default:
      return row.name;
  }
}

/** Where GBIF tells the name of a value, below its API's /v1/; null where the value says it. */
export function pathOfName(by: Dimension, key: string): string | null {
  if (by === 'dataset') return `dataset/${encodeURIComponent(key)}`;
  if (by === 'publisher') return `organization/${encodeURIComponent(key)}`;
  if (FILTERS[by]) return null;
  return `species/${encodeURIComponent(key)}`;
}

/** Whether the values follow one another, so that a line may join them. */
export function isOrdered(by: Dimension): boolean {
  return by === 'year' || by === 'month';
}

/** A chart of `counts` in the place of the kept ones: as many values, and their names. */
export function withCounts(
  value: ChartValue,
  total: number,
  counts: { name: string; count: number }[],
): ChartValue {
  const limit = value.rows.length || USUAL_LIMIT;
  const inTime = counts
    .filter(({ name }) => Number.isInteger(Number(name)))
    .sort((one, other) => Number(one.name) - Number(other.name));
  let shown = counts.slice(0, limit);
  if (value.by === 'month') shown = inTime;
  if (value.by === 'year') shown = inTime.slice(-limit);
  const known = new Map(value.rows.map((row) => [row.name, row]));
  const rows = shown.map(({ name, count }) => ({
    name,
    label: known.get(name)?.label ?? null,
    group: known.get(name)?.group ?? null,
    count,
    share: total ? count / total : 0,
  }));
  const told = rows.reduce((sum, row) => sum + row.count, 0);
  return { ...value, total, rows, other: Math.max(0, total - told) };
}

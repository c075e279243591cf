/** What a reader may choose in a search, by the block and in the page's language. */

import { licenceName, monthName, readCode, spelledOut } from '../format';
import type { Place } from '../state';
import type { SearchValue } from '../values';
import {
  choicesOf,
  FACETED,
  kindOf,
  suggestionsFor,
  type FilterKind,
  type Suggest,
} from './filters';

export interface Option {
  value: string;
  label: string;
}

export interface Filter {
  name: string;
  label: string;
  kind: FilterKind;
  options: Option[];
  suggest: Suggest | null;
}

export interface Settings {
  filters: Filter[];
  /** Names of the filters whose values GBIF is to count. */
  facets: string[];
  /** What the block has fixed: no choice of the reader's. */
  fixed: ReadonlySet<string>;
  limit: number;
  /** Put before the names of query parameters in the page's address; "" where one search is all. */
  prefix: string;
}

/** The longest page that a reader is shown, whatever the block asks for. */
const MAX_LIMIT = 20;

export function settingsOf(value: SearchValue, place: Place, prefix: string): Settings {
  const fixed = new Set([...Object.keys(value.preset), ...Object.keys(value.scope ?? {})]);
  const filters = value.filters
    .filter((name) => name !== 'q' && !fixed.has(name))
    .map((name) => toFilter(name, value, place));
  const counted = filters.filter(({ kind }) => kind === 'choice' || kind === 'country');
  return {
    filters,
    facets: FACETED.has(value.catalogue) ? counted.map(({ name }) => name) : [],
    fixed,
    limit: Math.min(value.limit, MAX_LIMIT),
    prefix,
  };
}

function toFilter(name: string, value: SearchValue, place: Place): Filter {
  const { words, locale } = place;
  const kind = kindOf(name);
  let options: Option[] = [];
  if (kind === 'choice') {
    options = choicesOf(name, value.catalogue).map((code) => ({
      value: code,
      label: valueLabel(name, code, place),
    }));
  } else if (kind === 'month') {
    options = Array.from({ length: 12 }, (_, month) => ({
      value: String(month + 1),
      label: monthName(month + 1, locale),
    }));
  } else if (kind === 'boolean') {
    options = [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
  }
  return { name, label: filterLabel(name, place), kind, options, suggest: suggestionsFor(name) };
}

/** What a filter is called: "Basis of record". */
export function filterLabel(name: string, { words }: Place): string {
  return words.filters[name] ?? spelledOut(name);
}

/** What a value of a filter is called: "Preserved specimen", "Belgium", "CC BY 4.0". */
export function valueLabel(name: string, value: string, { words, locale }: Place): string {
  if (/countr/i.test(name) && /^[A-Z]{2}$/.test(value)) {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(value) ?? value;
  }
  if (name === 'license') return licenceName(value);
  return words.terms[value] ?? (/^[A-Z_]{3,}$/.test(value) ? readCode(value) : value);
}

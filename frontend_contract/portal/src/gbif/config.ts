/** What the search element in the browser is told; made at build, so that it carries no dictionary. */

import type { Catalogue, GbifRecord, GbifSearchValue, LocaleCode, QueryParams, Site } from '../api/types';
import { formatDate, stringsIn } from '../i18n';
import { gbifWordsIn, spelledOut } from '../i18n/gbif';
import { choicesOf, kindOf, suggestionsFor, FACETED, type FilterKind, type Suggest } from './filters';
import { licenceName } from './records';

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

const MESSAGES = [
  'resultOne',
  'resultOther',
  'resultRange',
  'noResults',
  'searching',
  'snapshotNote',
  'searchFailed',
  'searchFailedNothing',
  'searchBusy',
  'tryAgain',
] as const;

export interface SearchConfig {
  locale: LocaleCode;
  catalogue: Catalogue;
  endpoint: string;
  preset: QueryParams;
  scope: QueryParams | null;
  predicate: Record<string, unknown> | null;
  limit: number;
  /** Put before the names of query parameters in the page's address; "" for the explorer. */
  prefix: string;
  filters: Filter[];
  faceted: boolean;
  /** Every filter's label, for those that come with the page's address. */
  filterLabels: Record<string, string>;
  terms: Record<string, string>;
  messages: Record<(typeof MESSAGES)[number], string>;
  snapshot: { count: number; results: GbifRecord[]; date: string } | null;
}

/** The longest page that a reader is shown, whatever the block asks for. */
const MAX_LIMIT = 20;

/** "https://api.gbif.org" out of that address with a final slash or version. */
const host = (address: string): string => address.replace(/(\/v1)?\/*$/, '');

/**
 * The endpoint on the GBIF that this build is for: GBIF_API_URL in the environment (a test
 * server, a mirror) stands in for the one that the API names.
 */
export function liveEndpoint(endpoint: string, site: Site): string {
  const instead = process.env['GBIF_API_URL'];
  const original = host(site.gbif.api_url);
  if (!instead || !endpoint.startsWith(original)) return endpoint;
  return host(instead) + endpoint.slice(original.length);
}

function optionLabel(filter: string, code: string, terms: Record<string, string>): string {
  if (filter === 'license') return licenceName(code);
  return terms[code] ?? spelledOut(code.toLowerCase().replaceAll('_', ' '));
}

function toFilter(name: string, catalogue: Catalogue, locale: LocaleCode): Filter {
  const words = gbifWordsIn(locale);
  const strings = stringsIn(locale);
  const kind = kindOf(name);
  const options: Option[] = {
    choice: () =>
      choicesOf(name, catalogue).map((code) => ({
        value: code,
        label: optionLabel(name, code, words.terms),
      })),
    month: () =>
      Array.from({ length: 12 }, (_, month) => ({
        value: String(month + 1),
        label: new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
          Date.UTC(2026, month, 1),
        ),
      })),
    boolean: () => [
      { value: 'true', label: strings.yes },
      { value: 'false', label: strings.no },
    ],
    country: () => [],
    range: () => [],
    key: () => [],
    text: () => [],
  }[kind]();
  return {
    name,
    label: words.filters[name] ?? spelledOut(name),
    kind,
    options,
    suggest: suggestionsFor(name),
  };
}

export function searchConfig(
  search: GbifSearchValue,
  site: Site,
  locale: LocaleCode,
  prefix: string,
): SearchConfig {
  const words = gbifWordsIn(locale);
  const strings = stringsIn(locale);
  // What the block has fixed is no choice of the reader's.
  const fixed = new Set([...Object.keys(search.preset), ...Object.keys(search.scope ?? {})]);
  const chosen = search.filters.filter((name) => name !== 'q' && !fixed.has(name));
  const { value, taken_at } = search.snapshot;
  return {
    locale,
    catalogue: search.catalogue,
    endpoint: liveEndpoint(search.endpoint, site),
    preset: search.preset,
    scope: search.scope,
    predicate: search.predicate,
    limit: Math.min(search.limit, MAX_LIMIT),
    prefix,
    filters: chosen.map((name) => toFilter(name, search.catalogue, locale)),
    faceted: FACETED.has(search.catalogue),
    filterLabels: words.filters,
    terms: words.terms,
    messages: Object.fromEntries(MESSAGES.map((name) => [name, strings[name]])) as SearchConfig['messages'],
    snapshot:
      value && taken_at
        ? { count: value.count, results: value.results, date: formatDate(taken_at, locale) }
        : null,
  };
}

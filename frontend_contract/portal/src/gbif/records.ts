/**
 * One record of GBIF, of whichever catalogue, as a row to show.
 *
 * Runs at build for the snapshot and in the browser for live answers. The records are other
 * people's data: nothing is taken for granted about their fields, and all of it is shown as text.
 */

import type { Catalogue, GbifRecord } from '../api/types';

export interface Row {
  /** The part of the title that is a scientific name, to be set in italics. */
  name: string;
  title: string;
  href: string | null;
  facts: string[];
}

export interface RowWords {
  locale: string;
  terms: Record<string, string>;
}

const GBIF = 'https://www.gbif.org';
const GRSCICOLL = 'https://scientific-collections.gbif.org';

function text(record: GbifRecord, ...fields: string[]): string {
  for (const field of fields) {
    const value = record[field];
    if (typeof value === 'string' && value.trim()) return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return '';
}

function list(record: GbifRecord, field: string): string[] {
  const value = record[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function country(code: string, words: RowWords): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  try {
    return new Intl.DisplayNames(words.locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** "2023", "2023-05" or "2023-05-12T10:00" in words; an interval or anything else as it is. */
function date(value: string, words: RowWords): string {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.Z+-]*)?$/.exec(value);
  if (!parts) return value;
  const [, year = '', month, day] = parts;
  if (!month) return year;
  return new Intl.DateTimeFormat(words.locale === 'en' ? 'en-GB' : words.locale, {
    year: 'numeric',
    month: 'long',
    day: day ? 'numeric' : undefined,
    timeZone: 'UTC',
  }).format(new Date(`${year}-${month}-${day ?? '01'}`));
}

function counted(record: GbifRecord, field: string, term: string, words: RowWords): string {
  const value = record[field];
  if (typeof value !== 'number') return '';
  const count = new Intl.NumberFormat(words.locale).format(value);
  return (words.terms[term] ?? '{count}').replace('{count}', count);
}

const term = (code: string, words: RowWords): string => words.terms[code] ?? code;

/** "https://creativecommons.org/licenses/by-nc/4.0/legalcode" or "CC_BY_NC_4_0" as "CC BY-NC 4.0". */
export function licenceName(value: string): string {
  const url = /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/([\d.]+)/.exec(value);
  if (url) return url[1] === 'publicdomain' ? `CC0 ${url[3]}` : `CC ${url[2]?.toUpperCase()} ${url[3]}`;
  const code = /^CC0?_?(BY(?:_NC)?)?_?(\d)_(\d)$/.exec(value);
  if (code) return `${code[1] ? `CC ${code[1].replace('_', '-')}` : 'CC0'} ${code[2]}.${code[3]}`;
  return value;
}

function doiLink(record: GbifRecord): string | null {
  const identifiers = record['identifiers'] as GbifRecord | undefined;
  const doi = text(identifiers ?? {}, 'doi') || text(record, 'doi');
  if (/^10\.\S+$/.test(doi)) return `https://doi.org/${doi}`;
  return list(record, 'websites').find((site) => site.startsWith('http')) ?? null;
}

function authors(record: GbifRecord): string {
  const people = Array.isArray(record['authors']) ? (record['authors'] as GbifRecord[]) : [];
  const names = people.map((person) => text(person, 'lastName', 'firstName')).filter(Boolean);
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} et al.` : names.join(', ');
}

type Reader = (record: GbifRecord, words: RowWords) => Row;

const READERS: Record<Catalogue, Reader> = {
  occurrence: (record, words) => ({
    name: text(record, 'species', 'genus'),
    title: text(record, 'scientificName', 'acceptedScientificName', 'key'),
    href: text(record, 'key') ? `${GBIF}/occurrence/${text(record, 'key')}` : null,
    facts: [
      text(record, 'locality', 'stateProvince') || country(text(record, 'countryCode'), words),
      date(text(record, 'eventDate'), words),
      term(text(record, 'basisOfRecord'), words),
      text(record, 'datasetName', 'institutionCode'),
    ],
  }),
  dataset: (record, words) => ({
    name: '',
    title: text(record, 'title', 'key'),
    href: `${GBIF}/dataset/${text(record, 'key')}`,
    facts: [
      term(text(record, 'type'), words),
      text(record, 'publishingOrganizationTitle'),
      counted(record, 'recordCount', 'recordsCount', words),
      licenceName(text(record, 'license')),
    ],
  }),
  publisher: (record, words) => ({
    name: '',
    title: text(record, 'title', 'key'),
    href: `${GBIF}/publisher/${text(record, 'key')}`,
    facts: [
      text(record, 'city'),
      country(text(record, 'country'), words),
      counted(record, 'numPublishedDatasets', 'datasetsCount', words),
    ],
  }),
  literature: (record, words) => ({
    name: '',
    title: text(record, 'title', 'id'),
    href: doiLink(record),
    facts: [
      authors(record),
      text(record, 'year'),
      text(record, 'source'),
      term(text(record, 'literatureType'), words),
    ],
  }),
  collection: (record, words) => ({
    name: '',
    title: text(record, 'name', 'code', 'key'),
    href: `${GRSCICOLL}/collection/${text(record, 'key')}`,
    facts: [
      text(record, 'code'),
      text(record, 'institutionName'),
      counted(record, 'occurrenceCount', 'occurrencesCount', words),
    ],
  }),
  institution: (record, words) => ({
    name: '',
    title: text(record, 'name', 'code', 'key'),
    href: `${GRSCICOLL}/institution/${text(record, 'key')}`,
    facts: [
      text(record, 'code'),
      text((record['address'] as GbifRecord | undefined) ?? record, 'city'),
      counted(record, 'occurrenceCount', 'occurrencesCount', words),
    ],
  }),
  taxon: (record, words) => ({
    name: text(record, 'canonicalName'),
    title: text(record, 'scientificName', 'canonicalName', 'key'),
    href: text(record, 'key') ? `${GBIF}/species/${text(record, 'key')}` : null,
    facts: [
      term(text(record, 'rank'), words).toLowerCase(),
      term(text(record, 'taxonomicStatus', 'status'), words).toLowerCase(),
      ['kingdom', 'class', 'family'].map((rank) => text(record, rank)).filter(Boolean).join(' › '),
    ],
  }),
};

/** The row that shows `record`. */
export function toRow(catalogue: Catalogue, record: GbifRecord, words: RowWords): Row {
  const row = READERS[catalogue](record, words);
  const name = row.name && row.title.startsWith(row.name) ? row.name : '';
  return { ...row, name, facts: row.facts.filter(Boolean) };
}

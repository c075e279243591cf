/**
 * One record of GBIF, of whichever catalogue, as a row to show.
 *
 * The records are other people's data: nothing is taken for granted about their fields, and all of
 * it is shown as text.
 */

import { countryName, formatDate, licenceName } from '../format';
import type { Place } from '../state';
import type { Catalogue, GbifRecord } from '../values';

export interface Row {
  /** The part of the title that is a scientific name, to be set in italics. */
  name: string;
  title: string;
  href: string | null;
  facts: string[];
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

const country = (code: string, { locale }: Place): string =>
  /^[A-Z]{2}$/.test(code) ? countryName(code, locale) : code;

/** "2023", "2023-05" or "2023-05-12T10:00" in words; an interval or anything else as it is. */
function date(value: string, { locale }: Place): string {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.Z+-]*)?$/.exec(value);
  const [, year = '', month, day] = parts ?? [];
  if (!parts || Number.isNaN(Date.parse(`${year}-${month ?? '01'}-${day ?? '01'}`))) return value;
  if (!month) return year;
  return formatDate(`${year}-${month}-${day ?? '01'}`, locale, day ? 'day' : 'month');
}

function counted(record: GbifRecord, field: string, term: string, place: Place): string {
  const value = record[field];
  if (typeof value !== 'number') return '';
  const count = new Intl.NumberFormat(place.locale).format(value);
  return (place.words.terms[term] ?? '{count}').replace('{count}', count);
}

const term = (code: string, { words }: Place): string => words.terms[code] ?? code;

function doiLink(record: GbifRecord): string | null {
  const identifiers = record['identifiers'] as GbifRecord | undefined;
  const doi = text(identifiers ?? {}, 'doi') || text(record, 'doi');
  if (/^10\.\S+$/.test(doi)) return `https://doi.org/${doi}`;
  return list(record, 'websites').find((site) => /^https?:/.test(site)) ?? null;
}

function authors(record: GbifRecord): string {
  const people = Array.isArray(record['authors']) ? (record['authors'] as GbifRecord[]) : [];
  const names = people.map((person) => text(person, 'lastName', 'firstName')).filter(Boolean);
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} et al.` : names.join(', ');
}

type Reader = (record: GbifRecord, place: Place) => Row;

const READERS: Record<Catalogue, Reader> = {
  occurrence: (record, place) => ({
    name: text(record, 'species', 'genus'),
    title: text(record, 'scientificName', 'acceptedScientificName', 'key'),
    href: text(record, 'key') ? `${GBIF}/occurrence/${text(record, 'key')}` : null,
    facts: [
      text(record, 'locality', 'stateProvince') || country(text(record, 'countryCode'), place),
      date(text(record, 'eventDate'), place),
      term(text(record, 'basisOfRecord'), place),
      text(record, 'datasetName', 'institutionCode'),
    ],
  }),
  dataset: (record, place) => ({
    name: '',
    title: text(record, 'title', 'key'),
    href: `${GBIF}/dataset/${text(record, 'key')}`,
    facts: [
      term(text(record, 'type'), place),
      text(record, 'publishingOrganizationTitle'),
      counted(record, 'recordCount', 'recordsCount', place),
      licenceName(text(record, 'license')),
    ],
  }),
  publisher: (record, place) => ({
    name: '',
    title: text(record, 'title', 'key'),
    href: `${GBIF}/publisher/${text(record, 'key')}`,
    facts: [
      text(record, 'city'),
      country(text(record, 'country'), place),
      counted(record, 'numPublishedDatasets', 'datasetsCount', place),
    ],
  }),
  literature: (record, place) => ({
    name: '',
    title: text(record, 'title', 'id'),
    href: doiLink(record),
    facts: [
      authors(record),
      text(record, 'year'),
      text(record, 'source'),
      term(text(record, 'literatureType'), place),
    ],
  }),
  collection: (record, place) => ({
    name: '',
    title: text(record, 'name', 'code', 'key'),
    href: `${GRSCICOLL}/collection/${text(record, 'key')}`,
    facts: [
      text(record, 'code'),
      text(record, 'institutionName'),
      counted(record, 'occurrenceCount', 'occurrencesCount', place),
    ],
  }),
  institution: (record, place) => ({
    name: '',
    title: text(record, 'name', 'code', 'key'),
    href: `${GRSCICOLL}/institution/${text(record, 'key')}`,
    facts: [
      text(record, 'code'),
      text((record['address'] as GbifRecord | undefined) ?? record, 'city'),
      counted(record, 'occurrenceCount', 'occurrencesCount', place),
    ],
  }),
  taxon: (record, place) => ({
    name: text(record, 'canonicalName'),
    title: text(record, 'scientificName', 'canonicalName', 'key'),
    href: text(record, 'key') ? `${GBIF}/species/${text(record, 'key')}` : null,
    facts: [
      term(text(record, 'rank'), place).toLowerCase(),
      term(text(record, 'taxonomicStatus', 'status'), place).toLowerCase(),
      ['kingdom', 'class', 'family'].map((rank) => text(record, rank)).filter(Boolean).join(' › '),
    ],
  }),
};

/** The row that shows `record`. */
export function toRow(catalogue: Catalogue, record: GbifRecord, place: Place): Row {
  const row = READERS[catalogue](record, place);
  const name = row.name && row.title.startsWith(row.name) ? row.name : '';
  return { ...row, name, facts: row.facts.filter(Boolean) };
}

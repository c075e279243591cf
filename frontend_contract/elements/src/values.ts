/** The parts of the delivery API's documents that the elements read; see ../../schemas/blocks. */

export type Catalogue =
  | 'occurrence'
  | 'dataset'
  | 'publisher'
  | 'literature'
  | 'collection'
  | 'institution'
  | 'taxon';

export type QueryParams = Record<string, string[]>;

/** One row as GBIF's REST API answers it; its fields depend on the catalogue. */
export type GbifRecord = Record<string, unknown>;

/** A request to GBIF that can be sent again. */
export interface Query {
  method: 'GET' | 'POST';
  url: string;
  body: unknown;
}

/** What GBIF last answered, and how to ask it again. */
export interface Snapshot<Value = unknown> {
  value?: Value | null;
  taken_at: string | null;
  state: 'fresh' | 'stale' | 'failed' | 'unverified';
  history: { date: string; count: number }[];
  query: Query;
  gbif_url: string;
  citation: string;
}

export interface Link {
  href: string | null;
  new_window: boolean;
}

export interface Licence {
  label: string;
  url: string | null;
}

export interface NumberValue {
  label: string | null;
  prefix: string | null;
  suffix: string | null;
  value: number | null;
  snapshot: Snapshot;
  /** Where the label leads; no part of the API's block. */
  link?: Link | null;
}

export interface SearchValue {
  catalogue: Catalogue;
  filters: string[];
  preset: QueryParams;
  scope: QueryParams | null;
  predicate: Record<string, unknown> | null;
  limit: number;
  endpoint: string;
  snapshot: Snapshot<{ count: number; results: GbifRecord[] }>;
  explorer: Link | null;
}

export type Dimension =
  | 'year'
  | 'month'
  | 'basis_of_record'
  | 'dataset'
  | 'publisher'
  | 'country'
  | 'publishing_country'
  | 'licence'
  | 'kingdom'
  | 'phylum'
  | 'class'
  | 'order'
  | 'family'
  | 'genus'
  | 'species';

export interface ChartRow {
  name: string;
  label: string | null;
  group: string | null;
  count: number;
  /** 0 to 1, of the total. */
  share: number;
}

export interface ChartValue {
  title: string;
  kind: 'bar' | 'line' | 'donut' | 'treemap';
  by: Dimension;
  total: number | null;
  rows: ChartRow[];
  other: number | null;
  snapshot: Snapshot;
}

export interface MapValue {
  /** Absent on the map of a taxon. */
  title?: string;
  projection: 'EPSG:3857' | 'EPSG:4326' | 'EPSG:3575' | 'EPSG:3031';
  /** Addresses with {z}, {x} and {y} to fill in. */
  tiles: string;
  base_tiles: string;
  years: { from: number | null; to: number | null };
  bounds: { west: number; south: number; east: number; north: number } | null;
  count: number | null;
  snapshot: Snapshot;
}

export interface Taxon {
  key: string;
  scientific_name: string;
  canonical_name: string | null;
  authorship: string | null;
  rank: string | null;
  accepted: { key: string; name: string } | null;
  classification: { rank: string; key: string; name: string }[];
  citation: string;
}

export interface TaxonValue {
  reference: { label: string | null };
  taxon: Taxon | null;
  /** One a language, by two-letter code. */
  names: { language: string; name: string }[];
  picture: {
    src: string;
    creator: string | null;
    rights_holder: string | null;
    licence: Licence | null;
    occurrence_url: string;
  } | null;
  map: MapValue | null;
  gbif_url: string;
  snapshot: Snapshot;
}

export interface StoriesValue {
  content_types: string[];
  countries: string[];
  topics: string[];
  limit: number;
  upcoming_only: boolean;
  /** GBIF's GraphQL. */
  endpoint: string;
  gbif_url: string;
  /** The language of the texts as GBIF.org knows it, "en-GB": of the site, no part of the block. */
  stories_locale?: string | null;
}

export interface CiteValue {
  title: string | null;
  cited: 'search' | 'dataset' | 'download' | 'derived_dataset';
  text: string;
  doi: string | null;
  url: string;
  /** Whether a DOI stands behind it. */
  citable: boolean;
  download_url: string | null;
  snapshot: Snapshot | null;
}

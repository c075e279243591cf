/** How a filter of GBIF's search is chosen by a reader. */

import type { Catalogue } from '../values';

/**
 * - choice: one of a few codes, counted by GBIF's facets where it has them
 * - country: like choice, with countries' names
 * - month, boolean: one of a fixed list
 * - range: from and to, both whole numbers
 * - key: found by typing a name (`suggest` says where)
 * - text: as typed
 */
export type FilterKind = 'choice' | 'country' | 'month' | 'boolean' | 'range' | 'key' | 'text';

export interface Suggest {
  /** Below the API's /v1/. */
  path: string;
  label: string;
}

const KINDS: Record<string, FilterKind> = {
  taxonKey: 'key',
  datasetKey: 'key',
  publishingOrg: 'key',
  hostingOrg: 'key',
  publishingOrganizationKey: 'key',
  gbifDatasetKey: 'key',
  year: 'range',
  elevation: 'range',
  depth: 'range',
  coordinateUncertaintyInMeters: 'range',
  recordCount: 'range',
  numberSpecimens: 'range',
  occurrenceCount: 'range',
  month: 'month',
  country: 'country',
  publishingCountry: 'country',
  hostingCountry: 'country',
  countriesOfResearcher: 'country',
  countriesOfCoverage: 'country',
  hasCoordinate: 'boolean',
  hasGeospatialIssue: 'boolean',
  isSequenced: 'boolean',
  isInCluster: 'boolean',
  repatriated: 'boolean',
  openAccess: 'boolean',
  peerReview: 'boolean',
  active: 'boolean',
  personalCollection: 'boolean',
  basisOfRecord: 'choice',
  license: 'choice',
  mediaType: 'choice',
  continent: 'choice',
  occurrenceStatus: 'choice',
  iucnRedListCategory: 'choice',
  typeStatus: 'choice',
  establishmentMeans: 'choice',
  lifeStage: 'choice',
  sex: 'choice',
  issue: 'choice',
  protocol: 'choice',
  type: 'choice',
  subtype: 'choice',
  topics: 'choice',
  relevance: 'choice',
  literatureType: 'choice',
  rank: 'choice',
  taxonRank: 'choice',
  status: 'choice',
  taxonomicStatus: 'choice',
  q: 'text',
  stateProvince: 'text',
  locality: 'text',
  recordedBy: 'text',
  identifiedBy: 'text',
  catalogNumber: 'text',
  institutionCode: 'text',
  collectionCode: 'text',
  keyword: 'text',
  projectId: 'text',
  city: 'text',
  code: 'text',
  name: 'text',
  geometry: 'text',
  gadmGid: 'key',
  networkKey: 'text',
  institutionKey: 'text',
  collectionKey: 'text',
  eventDate: 'text',
  source: 'text',
  publisher: 'text',
  doi: 'text',
};

const SUGGEST: Record<string, Suggest> = {
  gadmGid: { path: 'geocode/gadm/search', label: 'name' },
  taxonKey: { path: 'species/suggest', label: 'scientificName' },
  datasetKey: { path: 'dataset/suggest', label: 'title' },
  gbifDatasetKey: { path: 'dataset/suggest', label: 'title' },
  publishingOrg: { path: 'organization/suggest', label: 'title' },
  hostingOrg: { path: 'organization/suggest', label: 'title' },
  publishingOrganizationKey: { path: 'organization/suggest', label: 'title' },
};

/** Codes to offer while GBIF has not counted them (and where its search has no facets). */
const CHOICES: Record<string, string[]> = {
  basisOfRecord: [
    'HUMAN_OBSERVATION',
    'MACHINE_OBSERVATION',
    'OBSERVATION',
    'PRESERVED_SPECIMEN',
    'FOSSIL_SPECIMEN',
    'LIVING_SPECIMEN',
    'MATERIAL_SAMPLE',
    'MATERIAL_CITATION',
    'OCCURRENCE',
  ],
  license: ['CC0_1_0', 'CC_BY_4_0', 'CC_BY_NC_4_0'],
  type: ['OCCURRENCE', 'CHECKLIST', 'SAMPLING_EVENT', 'METADATA'],
  mediaType: ['StillImage', 'MovingImage', 'Sound'],
  occurrenceStatus: ['PRESENT', 'ABSENT'],
  literatureType: ['JOURNAL', 'REPORT', 'THESIS', 'BOOK', 'BOOK_SECTION', 'CONFERENCE_PROCEEDINGS'],
  relevance: ['GBIF_USED', 'GBIF_CITED', 'GBIF_DISCUSSED', 'GBIF_PUBLISHED'],
  iucnRedListCategory: ['EX', 'EW', 'CR', 'EN', 'VU', 'NT', 'LC', 'DD', 'NE'],
};

/** GBIF's institution search knows other types than its datasets have: none is guessed there. */
export function choicesOf(filter: string, catalogue: Catalogue): string[] {
  if (filter === 'type' && catalogue !== 'dataset') return [];
  return CHOICES[filter] ?? [];
}

export function kindOf(filter: string): FilterKind {
  return KINDS[filter] ?? 'text';
}

/** Whether a query parameter of a page's address is a filter, and not "view" or "utm_source". */
export function isFilter(name: string): boolean {
  return name in KINDS;
}

export function suggestionsFor(filter: string): Suggest | null {
  return SUGGEST[filter] ?? null;
}

export const FACETED: ReadonlySet<Catalogue> = new Set<Catalogue>([
  'occurrence',
  'dataset',
  'literature',
  'taxon',
]);

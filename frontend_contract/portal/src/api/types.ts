/**
 * The delivery API's shapes, version 1. Every key is always present; what is absent is null or [].
 *
 * Written by hand until the contract generates it: keep the names equal to those of the JSON
 * Schemas, so that the generated file can take this one's place.
 */

export type LocaleCode = string;
export type TranslationState = 'source' | 'translated' | 'machine' | 'outdated' | 'fallback';

// ---------------------------------------------------------------- small things

export interface Link {
  kind: 'page' | 'document' | 'external' | 'email' | 'phone' | 'anchor';
  /** null when the target is missing: show the text without a link. */
  href: string | null;
  state: 'live' | 'missing';
  key: string | null;
  locale: LocaleCode | null;
  path: string | null;
  new_window: boolean;
}

export interface Cta {
  text: string;
  link: Link;
  primary: boolean;
}

export interface Licence {
  code: string;
  label: string;
  url: string | null;
}

export interface ImageSource {
  type: 'image/avif' | 'image/webp' | 'image/jpeg' | 'image/png';
  srcset: string;
}

export interface Image {
  id: number;
  title: string;
  alt: string;
  decorative: boolean;
  caption: string | null;
  credit: string | null;
  creator: string | null;
  rights_holder: string | null;
  licence: Licence | null;
  source_url: string | null;
  occurrence_url: string | null;
  width: number;
  height: number;
  /** From the top left corner, each 0 to 1. */
  focal_point: { x: number; y: number } | null;
  placeholder: string | null;
  sources: ImageSource[];
  src: string;
}

export interface RichText {
  html: string;
  tree: RichTextNode[];
}

export type Mark = 'bold' | 'italic' | 'superscript' | 'subscript' | 'strikethrough' | 'code';

export type RichTextNode =
  | { type: 'paragraph'; children?: RichTextNode[] }
  | { type: 'heading'; level: number; children?: RichTextNode[] }
  | { type: 'list'; ordered: boolean; children?: RichTextNode[] }
  | { type: 'list_item'; children?: RichTextNode[] }
  | { type: 'blockquote'; children?: RichTextNode[] }
  | { type: 'link'; link: Link; children?: RichTextNode[] }
  | { type: 'text'; text: string; marks: Mark[] }
  | { type: 'line_break' }
  | { type: 'rule' }
  | { type: 'image'; image: Image }
  /** A number that GBIF counted; `text` is it in words of the language, or what stands for it. */
  | { type: 'gbif_number'; text: string; marks: Mark[]; value: number | null; snapshot: Snapshot };

export interface Organisation {
  key: string;
  name: string;
  acronym: string | null;
  kind: string;
  kind_label: string;
  logo: Image | null;
  website: string | null;
  ror_id: string | null;
  gbif_publisher_key: string | null;
  country: string | null;
  description: string | null;
}

export interface Person {
  key: string;
  name: string;
  role: string | null;
  orcid: string | null;
  gbif_contact: string | null;
  email: string | null;
  website: string | null;
  picture: Image | null;
  active: boolean;
  organisation: string | null;
  description: string | null;
}

export interface Cooperation {
  key: string;
  name: string;
  acronym: string | null;
  kind: 'treaty' | 'convention' | 'agreement' | 'platform' | 'network';
  kind_label: string;
  since: number | null;
  summary: RichText;
  our_role: RichText;
  contact_roles: string[];
  email: string | null;
  website: string | null;
  logo: Image | null;
}

export interface ProjectSummary {
  status: string;
  status_label: string;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  start: string | null;
  end: string | null;
  axes: number[];
  objectives: number[];
}

export interface Summary {
  type: string;
  key: string;
  path: string;
  title: string;
  /** The language that is served, which differs from the page's own on a fallback. */
  locale: LocaleCode;
  state: TranslationState;
  description: string | null;
  image: Image | null;
  date: string | null;
  tags: string[];
  project?: ProjectSummary | null;
}

export interface Snapshot<Value = unknown> {
  id: string;
  state: 'fresh' | 'stale' | 'failed' | 'unverified';
  value: Value | null;
  taken_at: string | null;
  /** What the count was: at most 12 days, the oldest first; [] for what is no number. */
  history: { date: string; count: number }[];
  error: string | null;
  query: { method: 'GET' | 'POST'; url: string; body: unknown };
  gbif_url: string;
  citation: string;
}

// ---------------------------------------------------------------- blocks

export interface GbifNumberValue {
  label: string | null;
  prefix: string | null;
  suffix: string | null;
  value: number | null;
  snapshot: Snapshot;
}

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

export interface GbifSearchValue {
  title: string | null;
  catalogue: Catalogue;
  filters: string[];
  preset: QueryParams;
  /** Names of what the editor chose, by parameter and key. */
  preset_labels: Record<string, Record<string, string>>;
  scope: QueryParams | null;
  predicate: Record<string, unknown> | null;
  limit: number;
  endpoint: string;
  snapshot: Snapshot<{ count: number; results: GbifRecord[] }>;
  explorer: Link | null;
}

/** A snapshot of counts by a field, or of rows. */
export type RowsSnapshot = Snapshot<{ count: number; results: GbifRecord[] }>;

export interface GbifChartValue {
  title: string;
  kind: 'bar' | 'line' | 'donut' | 'treemap';
  by:
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
  total: number | null;
  /** In the order to draw them; `group` is a taxon's kingdom. */
  rows: {
    name: string;
    label: string | null;
    group: string | null;
    count: number;
    /** 0 to 1, of `total`. */
    share: number;
  }[];
  other: number | null;
  snapshot: RowsSnapshot;
}

export interface GbifDataset {
  key: string;
  title: string;
  /** As the address that resolves it. */
  doi: string | null;
  type: string | null;
  licence: Licence | null;
  /** Plain text, at most 500 letters. */
  description: string | null;
  publisher: { key: string; title: string } | null;
  record_count: number | null;
  citation: string;
  gbif_url: string;
}

/** The first things that a search finds. */
interface GbifList<Item> {
  title: string | null;
  items: Item[];
  count: number | null;
  explorer: Link | null;
  snapshot: RowsSnapshot;
}

export interface GbifPublisher {
  key: string;
  title: string;
  city: string | null;
  country: string | null;
  logo: string | null;
  homepage: string | null;
  dataset_count: number | null;
  gbif_url: string;
}

export interface GbifPublication {
  id: string;
  title: string;
  authors: string[];
  more_authors: boolean;
  year: number | null;
  source: string | null;
  publisher: string | null;
  doi: string | null;
  url: string | null;
  type: string | null;
  topics: string[];
  relevance: string[];
  open_access: boolean;
  peer_reviewed: boolean;
}

export type GbifDatasetsValue = GbifList<GbifDataset>;
export type GbifPublishersValue = GbifList<GbifPublisher>;
export type GbifLiteratureValue = GbifList<GbifPublication>;

/** What an editor chose: `label` in the document's language, null while GBIF has not told it. */
export interface GbifReference {
  key: string;
  label: string | null;
  checklist_key: string | null;
  chosen_at: string | null;
  verified: boolean;
}

export interface GbifDatasetValue {
  reference: GbifReference;
  dataset: GbifDataset | null;
  gbif_url: string;
  snapshot: RowsSnapshot;
}

export interface GbifMapTiles {
  projection: 'EPSG:3857' | 'EPSG:4326' | 'EPSG:3575' | 'EPSG:3031';
  /** Addresses with {z}, {x} and {y} to fill in. */
  tiles: string;
  base_tiles: string;
  years: { from: number | null; to: number | null };
  bounds: { west: number; south: number; east: number; north: number } | null;
  count: number | null;
  snapshot: RowsSnapshot;
}

export type GbifMapValue = GbifMapTiles & { title: string };

export interface GbifTaxonValue {
  reference: GbifReference;
  taxon: {
    key: string;
    checklist_key: string;
    scientific_name: string;
    canonical_name: string | null;
    authorship: string | null;
    rank: string | null;
    status: string | null;
    accepted: { key: string; name: string } | null;
    classification: { rank: string; key: string; name: string }[];
    citation: string;
  } | null;
  /** One a language, by two-letter code. */
  names: { language: string; name: string }[];
  picture: {
    src: string;
    title: string | null;
    creator: string | null;
    rights_holder: string | null;
    licence: Licence | null;
    occurrence_url: string;
  } | null;
  map: GbifMapTiles | null;
  gbif_url: string;
  snapshot: RowsSnapshot;
}

interface GbifHolding {
  key: string;
  code: string | null;
  name: string;
  description: string | null;
  active: boolean;
  city: string | null;
  country: string | null;
  homepage: string | null;
  specimen_count: number | null;
  occurrence_count: number | null;
  type_specimen_count: number | null;
}

export interface GbifCollectionValue {
  reference: GbifReference;
  collection:
    | (GbifHolding & {
        institution: { key: string; name: string } | null;
        content_types: string[];
        preservation_types: string[];
      })
    | null;
  gbif_url: string;
  snapshot: RowsSnapshot;
}

export interface GbifInstitutionValue {
  reference: GbifReference;
  institution: (GbifHolding & { types: string[]; disciplines: string[] }) | null;
  gbif_url: string;
  snapshot: RowsSnapshot;
}

export interface GbifDashboardValue {
  title: string | null;
  /** Names of the charts of GBIF's widget. */
  charts: string[];
  predicate: Record<string, unknown> | null;
  count: number | null;
  snapshot: RowsSnapshot;
}

export interface GbifCiteValue {
  title: string | null;
  cited: 'search' | 'dataset' | 'download' | 'derived_dataset';
  text: string;
  doi: string | null;
  url: string;
  /** Whether a DOI stands behind it. */
  citable: boolean;
  download_url: string | null;
  snapshot: RowsSnapshot | null;
}

interface BlockOf<Type extends string, Value> {
  type: Type;
  id: string;
  value: Value;
}

export interface PicturedCaption {
  /** null when the picture was deleted or is private. */
  image: Image | null;
  caption: string | null;
}

export type Block =
  | BlockOf<'rich_text', RichText>
  | BlockOf<'heading', { text: string; anchor: string; level: 2 | 3 }>
  | BlockOf<'image', { image: Image | null; caption: string | null; size: 'normal' | 'wide' | 'full' }>
  | BlockOf<'gallery', { title: string | null; images: PicturedCaption[] }>
  | BlockOf<
      'video',
      {
        url: string;
        provider: string;
        embed_url: string;
        title: string;
        poster: Image | null;
      }
    >
  | BlockOf<'quote', { text: string; attribution: string | null; link: Link | null }>
  | BlockOf<
      'cards',
      {
        title: string | null;
        intro: RichText | null;
        columns: 2 | 3 | 4;
        cards: {
          title: string;
          text: RichText | null;
          image: Image | null;
          link: Link | null;
          tags: string[];
        }[];
      }
    >
  | BlockOf<
      'statistics',
      {
        title: string | null;
        items: {
          label: string;
          value: string | null;
          number: GbifNumberValue | null;
          icon: Image | null;
          link: Link | null;
        }[];
      }
    >
  | BlockOf<
      'split',
      {
        title: string;
        text: RichText;
        image: Image | null;
        image_side: 'left' | 'right';
        ctas: Cta[];
      }
    >
  | BlockOf<'call_to_action', { title: string; text: RichText | null; ctas: Cta[] }>
  | BlockOf<'people', { title: string | null; people: Person[] }>
  | BlockOf<
      'organisations',
      { title: string | null; intro: RichText | null; organisations: Organisation[] }
    >
  | BlockOf<
      'accordion',
      { title: string | null; items: { question: string; answer: RichText }[] }
    >
  | BlockOf<
      'table',
      {
        caption: string | null;
        header_row: boolean;
        header_column: boolean;
        rows: RichText[][];
      }
    >
  | BlockOf<'latest_news', { title: string | null; items: Summary[]; more: Link | null }>
  | BlockOf<'page_list', { title: string | null; items: Summary[] }>
  | BlockOf<
      'downloads',
      {
        title: string | null;
        items: {
          title: string;
          description: string | null;
          href: string;
          filename: string;
          extension: string;
          size_bytes: number;
          licence: Licence | null;
        }[];
      }
    >
  | BlockOf<'html', { html: string; reviewed: false }>
  | BlockOf<'gbif_number', GbifNumberValue>
  | BlockOf<'gbif_search', GbifSearchValue>
  | BlockOf<'gbif_chart', GbifChartValue>
  | BlockOf<'gbif_map', GbifMapValue>
  | BlockOf<'gbif_dashboard', GbifDashboardValue>
  | BlockOf<'gbif_taxon', GbifTaxonValue>
  | BlockOf<'gbif_dataset', GbifDatasetValue>
  | BlockOf<'gbif_datasets', GbifDatasetsValue>
  | BlockOf<'gbif_publishers', GbifPublishersValue>
  | BlockOf<'gbif_literature', GbifLiteratureValue>
  | BlockOf<'gbif_collection', GbifCollectionValue>
  | BlockOf<'gbif_institution', GbifInstitutionValue>
  | BlockOf<'gbif_cite', GbifCiteValue>
  | BlockOf<
      'gbif_stories',
      {
        title: string | null;
        description: RichText | null;
        content_types: string[];
        countries: string[];
        topics: string[];
        limit: number;
        upcoming_only: boolean;
        /** GBIF's GraphQL. */
        endpoint: string;
        gbif_url: string;
      }
    >;

/** The value of the block named `Type`, e.g. `BlockValue<'cards'>`. */
export type BlockValue<Type extends Block['type']> = Extract<Block, { type: Type }>['value'];

// ---------------------------------------------------------------- pages

export interface Alternate {
  locale: LocaleCode;
  hreflang: string;
  path: string;
  state: TranslationState;
}

export interface Hero {
  kind: 'image' | 'video' | 'none';
  title: string;
  description: string | null;
  image: Image | null;
  video: { url: string; embed_url: string; provider: string } | null;
  ctas: Cta[];
  height: 'normal' | 'tall';
}

export interface Seo {
  title: string;
  description: string | null;
  canonical: string;
  robots: string;
  image: Image | null;
  json_ld: object[];
}

interface PageBase {
  key: string;
  path: string;
  title: string;
  locale: {
    requested: LocaleCode;
    served: LocaleCode;
    hreflang: string;
    direction: 'ltr' | 'rtl';
  };
  translation: {
    state: TranslationState;
    source_locale: LocaleCode;
    outdated_since: string | null;
  };
  alternates: Alternate[];
  breadcrumbs: { title: string; path: string }[];
  published_at: string | null;
  updated_at: string | null;
  seo: Seo;
  hero: Hero;
  tags: string[];
  body: Block[];
}

export interface HomePage extends PageBase {
  type: 'home.HomePage';
}

export interface ContentPage extends PageBase {
  type: 'home.ContentPage';
}

export interface NewsIndexPage extends PageBase {
  type: 'home.NewsIndexPage';
  items: Summary[];
  categories: { slug: string; name: string; count: number }[];
}

export interface NewsPage extends PageBase {
  type: 'home.NewsPage';
  date: string;
  authors: { name: string; person: Person | null }[];
  categories: { slug: string; name: string }[];
}

export interface TopicIndexPage extends PageBase {
  type: 'home.TopicIndexPage';
  items: Summary[];
}

export interface TopicPage extends PageBase {
  type: 'home.TopicPage';
  summary: string | null;
}

export interface DataExplorerPage extends PageBase {
  type: 'home.DataExplorerPage';
  catalogue: Catalogue;
  search: GbifSearchValue;
  /** Public path of one record, with ":key" in the place of its key. */
  detail_path: string;
}

export interface DataRecordPage extends PageBase {
  type: 'home.DataRecordPage';
  catalogue: Catalogue;
  detail_path: string;
}

export interface CommunityPage extends PageBase {
  type: 'community.CommunityPage';
  groups: { title: string; intro: RichText | null; organisations: Organisation[] }[];
}

export interface TeamPage extends PageBase {
  type: 'community.TeamPage';
  groups: { title: string; people: Person[] }[];
}

export interface CooperationPage extends PageBase {
  type: 'community.CooperationPage';
  groups: { kind: string; kind_label: string; items: Cooperation[] }[];
}

export interface Target {
  key: string;
  label: string;
  value: number;
  unit: string;
  year: number;
  /** Sum of the validated contributions, in the target's unit. */
  contributed: number;
  claimed: number;
  /** 0 to 1. */
  progress: number;
}

export interface Objective {
  key: string;
  number: number;
  name: string;
  summary: string | null;
  criteria: string[];
  targets: Target[];
  projects: Summary[];
}

export interface AlliancePage extends PageBase {
  type: 'community.AlliancePage';
  axes: { number: number; name: string; summary: string | null; objectives: Objective[] }[];
  /** The project lists (ProjectIndexPage) that belong to the Alliance. */
  projects: { key: string; path: string; title: string }[];
}

export interface ProjectIndexPage extends PageBase {
  type: 'community.ProjectIndexPage';
  items: Summary[];
  facets: {
    axes: { number: number; name: string; count: number }[];
    objectives: { number: number; name: string; axis: number; count: number }[];
    statuses: { value: string; label: string; count: number }[];
    places: { name: string; count: number }[];
  };
}

export interface ProjectPage extends PageBase {
  type: 'community.ProjectPage';
  summary: string | null;
  partners: Organisation[];
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  status: string;
  status_label: string;
  start: string | null;
  end: string | null;
  objectives: { key: string; number: number; name: string; axis: number }[];
  contributions: {
    target_key: string;
    objective: number;
    label: string;
    value: number;
    unit: string;
    since: string | null;
    status: 'claimed' | 'validated';
    evidence_url: string | null;
  }[];
  pictures: PicturedCaption[];
  links: { text: string; link: Link }[];
}

export type Page =
  | HomePage
  | ContentPage
  | NewsIndexPage
  | NewsPage
  | TopicIndexPage
  | TopicPage
  | DataExplorerPage
  | DataRecordPage
  | CommunityPage
  | TeamPage
  | CooperationPage
  | AlliancePage
  | ProjectIndexPage
  | ProjectPage;

// ---------------------------------------------------------------- the site

export interface NavItem {
  kind: 'link' | 'heading' | 'divider';
  text: string | null;
  link: Link | null;
  children: NavItem[];
}

export interface SiteLanguage {
  locale: LocaleCode;
  hreflang: string;
  label: string;
  direction: 'ltr' | 'rtl';
  widget_locale: string | null;
  stories_locale: string | null;
  map_locale: string | null;
  path: string;
  default: boolean;
}

export interface FooterColumn {
  title: string | null;
  text: RichText | null;
  items: NavItem[];
  logos: Organisation[];
}

export interface Site {
  type: 'site';
  name: string;
  tagline: string | null;
  locale: {
    requested: LocaleCode;
    served: LocaleCode;
    hreflang: string;
    direction: 'ltr' | 'rtl';
  };
  languages: SiteLanguage[];
  header: NavItem[];
  footer: { columns: FooterColumn[]; small_print: RichText | null };
  theme: { primary: string; accent: string; background: string | null };
  logo: Image | null;
  contact: { email: string | null; phone: string | null; address: string | null };
  social: { platform: string; url: string }[];
  licence: Licence | null;
  analytics: { provider: string; site_id: string; url: string } | null;
  gbif: { api_url: string; widget_script_url: string | null };
}

export interface Redirect {
  from: string;
  to: string;
  status: number;
}

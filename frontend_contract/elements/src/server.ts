/**
 * The elements as HTML, for servers and builds: what a reader sees without a script and without
 * GBIF, with the configuration that makes it live.
 */

import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import type { TemplateResult } from 'lit';
import { chartView } from './chart/view';
import { citeView } from './cite/view';
import { mapBlockView } from './map/block';
import { numberView } from './number/view';
import { settingsOf } from './search/settings';
import { searchView } from './search/view';
import type { Place } from './state';
import { storiesView } from './stories/view';
import { taxonView } from './taxon/view';
import type {
  ChartValue,
  CiteValue,
  MapValue,
  NumberValue,
  SearchValue,
  StoriesValue,
  TaxonValue,
} from './values';
import { wordsIn } from './words/all';

export { copyView } from './parts/copy';
export { sourceView } from './parts/source';
export type { WidgetSettings } from './widget/element';
export type { DashboardSettings } from './widget/dashboard';

/** What each element shows: the value of a block of a document. */
export interface Values {
  'gbif-number': NumberValue;
  'gbif-search': SearchValue;
  'gbif-chart': ChartValue;
  'gbif-map': MapValue;
  'gbif-taxon': TaxonValue;
  'gbif-stories': StoriesValue;
  'gbif-cite': CiteValue;
}

type Attributes = Record<string, string>;

const VIEWS: {
  [Name in keyof Values]: (place: Place, value: Values[Name], given: Attributes) => TemplateResult;
} = {
  'gbif-number': (place, value) => numberView(place, value),
  'gbif-search': (place, value, { prefix = '', name = 'search' }) =>
    searchView(place, value, settingsOf(value, place, prefix), name),
  'gbif-chart': (place, value) => chartView(place, value),
  'gbif-map': (place, value) => mapBlockView(place, value),
  'gbif-taxon': (place, value) => taxonView(place, value),
  'gbif-stories': (place, value) => storiesView(place, value),
  'gbif-cite': (place, value) => citeView(place, value),
};

/** The element `name` in the language `locale`, with what GBIF last answered. */
export function renderElement<Name extends keyof Values>(
  name: Name,
  value: Values[Name],
  locale: string,
  attributes: Attributes = {},
): string {
  const content = renderView(locale, (place) => VIEWS[name](place, value, attributes));
  const given = Object.entries({ ...attributes, lang: locale, 'data-source': 'snapshot' })
    .map(([attribute, text]) => ` ${attribute}="${escaped(text)}"`)
    .join('');
  return `<${name}${given}>${jsonScript(configuration(name, value))}${content}</${name}>`;
}

/** A view by itself, as HTML. */
export function renderView(locale: string, view: (place: Place) => TemplateResult): string {
  return collectResultSync(render(view({ locale, words: wordsIn(locale) })));
}

/** `value` as JSON in a script that does not run. */
export function jsonScript(value: unknown): string {
  const json = JSON.stringify(value).replace(/</g, '\\u003c');
  return `<script type="application/json">${json}</script>`;
}

/** What an element needs of a value: rows that are drawn already are not sent twice. */
function configuration(name: keyof Values, value: object): unknown {
  if (name === 'gbif-search') return value;
  return JSON.parse(
    JSON.stringify(value, function (this: object, key: string, part: unknown) {
      return key === 'value' && 'gbif_url' in this ? undefined : part;
    }),
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

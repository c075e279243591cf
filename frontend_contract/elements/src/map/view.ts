/** A map where scripts run; how many records and where, in words, everywhere. */

import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../format';
import type { Place } from '../state';
import type { MapValue } from '../values';

/** How the drawing of a map goes: null before, and while all is well. */
export type Trouble = 'mapFailed' | 'tilesFailed' | null;

const CREDITS: [string, string][] = [
  ['https://www.openstreetmap.org/copyright', '© OpenStreetMap'],
  ['https://openmaptiles.org/', '© OpenMapTiles'],
  ['https://www.gbif.org/citation-guidelines', 'GBIF'],
];

/**
 * The place of a map with its controls, and the table that says the same. `MapController` draws it
 * into the part "ground" and acts on the buttons.
 */
export function mapView(
  place: Place,
  map: MapValue,
  title: string,
  trouble: Trouble = null,
  count: number | null = map.count,
): TemplateResult {
  const { words } = place;
  const button = (action: string, sign: string, name: string): TemplateResult =>
    html`<button type="button" data-action=${action} aria-label="${name}: ${title}">${sign}</button>`;
  return html`<div class="map">
      <div class="map__view">
        <div
          class="map__ground"
          data-part="ground"
          data-title="${title}. ${words.mapHelp}"
        ></div>
        <div class="map__controls">
          ${button('in', '+', words.zoomIn)} ${button('out', '−', words.zoomOut)}
          ${button('all', '□', words.wholeMap)}
        </div>
      </div>
      <p class="gbif-notice" ?hidden=${!trouble}>${trouble ? words[trouble] : ''}</p>
      <p class="map__credit">
        ${CREDITS.map(([href, name]) => html`<a href=${href}>${name}</a> `)}
      </p>
    </div>
    <p class="quiet map__needs-script">${words.mapNeedsScript}</p>
    ${facts(place, map, title, count)}`;
}

function facts(
  { words, locale }: Place,
  map: MapValue,
  title: string,
  count: number | null,
): TemplateResult | typeof nothing {
  const degrees = (value: number): string =>
    `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)}°`;
  const told: [string, string][] = [];
  if (count !== null) told.push([words.recordsOnMap, formatNumber(count, locale)]);
  if (map.bounds) {
    const { west, east, south, north } = map.bounds;
    told.push([words.west, degrees(west)], [words.east, degrees(east)]);
    told.push([words.south, degrees(south)], [words.north, degrees(north)]);
  }
  const { from, to } = map.years;
  if (from || to) told.push([words.years, `${from ?? '…'}–${to ?? '…'}`]);
  if (told.length === 0) return nothing;
  const name = `${words.mapAsTable}: ${title}`;
  return html`<div class="table map__facts" role="region" tabindex="0" aria-label=${name}>
    <table>
      <caption class="visually-hidden">
        ${name}
      </caption>
      <thead>
        <tr>
          ${told.map(([label]) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr>
          ${told.map(([, text]) => html`<td>${text}</td>`)}
        </tr>
      </tbody>
    </table>
  </div>`;
}

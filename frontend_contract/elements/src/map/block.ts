/** A map as a block of a page: its title, the map, and where it comes from. */

import { html, type TemplateResult } from 'lit';
import { sourceView } from '../parts/source';
import { AT_REST, type Place, type State } from '../state';
import type { MapValue } from '../values';
import { mapView, type Trouble } from './view';

export function mapBlockView(
  place: Place,
  map: MapValue,
  state: State = AT_REST,
  trouble: Trouble = null,
  count: number | null = map.count,
): TemplateResult {
  const title = map.title ?? place.words.records;
  return html`<figure class="chart">
    <figcaption class="chart__title">${title}</figcaption>
    ${mapView(place, map, title, trouble, count)}
    ${sourceView(place, map.snapshot, title, state)}
  </figure>`;
}

/** A number that GBIF counted, and when. */

import { html, nothing, type TemplateResult } from 'lit';
import { fill, formatNumber } from '../format';
import { linkView } from '../parts/link';
import { noticeView } from '../parts/source';
import { AT_REST, dayOf, type Place, type State } from '../state';
import type { NumberValue } from '../values';
import { growthView } from './growth';

export function numberView(
  place: Place,
  number: NumberValue,
  state: State = AT_REST,
  count: number | null = number.value,
): TemplateResult {
  const { words, locale } = place;
  const { label, prefix, suffix, snapshot } = number;
  const date = dayOf(place, snapshot, state);
  const about = label ?? words.seeAtGbif;
  const affix = (text: string | null): unknown =>
    text ? html`<span class="statistic__affix">${text}</span>` : nothing;
  return html`<div class="statistic">
    ${count === null
      ? html`<p class="statistic__value statistic__value--none">${words.notYetAvailable}</p>`
      : html`<p class="statistic__value">
          ${affix(prefix)}<data value=${count}>${formatNumber(count, locale)}</data>${affix(suffix)}
        </p>`}
    ${label ? html`<p class="statistic__label">${linkView(place, number.link, label)}</p>` : nothing}
    <p class="statistic__source">
      ${count !== null && date ? html`<span>${fill(words.asOf, { date })}</span>` : nothing}
      <a href=${snapshot.gbif_url}>GBIF.org<span class="visually-hidden">: ${about}</span></a>
    </p>
    ${noticeView(place, snapshot, state)}
    ${count !== null ? growthView(place, snapshot.history, about) : nothing}
  </div>`;
}

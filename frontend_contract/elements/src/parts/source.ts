/** Under what GBIF told: when, the same at GBIF.org, and how to cite it. */

import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../format';
import { AT_REST, dayOf, noticeOf, type Place, type State } from '../state';
import type { Snapshot } from '../values';
import { citationOf } from './citation';

interface Told extends Pick<Snapshot, 'taken_at' | 'gbif_url' | 'citation'> {}

/** Says that GBIF does not answer; nothing while it does. */
export function noticeView(place: Place, snapshot: Told, state: State): TemplateResult {
  const notice = noticeOf(place, snapshot, state);
  return html`<p class="gbif-notice" ?hidden=${!notice}>${notice}</p>`;
}

/** `about` names what is shown for whoever hears the link without its surroundings. */
export function sourceView(
  place: Place,
  snapshot: Told,
  about: string,
  state: State = AT_REST,
  citation: string | null = snapshot.citation,
): TemplateResult {
  const { words } = place;
  const date = dayOf(place, snapshot, state);
  const hidden = html`<span class="visually-hidden">: ${about}</span>`;
  return html`<div class="source">
    ${noticeView(place, snapshot, state)}
    <p>
      ${date ? html`<span>${fill(words.asOf, { date })}</span>` : nothing}
      <a href=${snapshot.gbif_url}>${words.seeAtGbif}${hidden}</a>
    </p>
    ${citation
      ? html`<details>
          <summary>${words.citation}${hidden}</summary>
          <p>${citationOf(citation, state)}</p>
        </details>`
      : nothing}
  </div>`;
}

/** How to cite what a page shows. */

import { html, nothing, type TemplateResult } from 'lit';
import { citationOf } from '../parts/citation';
import { copyView } from '../parts/copy';
import { noticeView } from '../parts/source';
import { AT_REST, type Place, type State } from '../state';
import type { CiteValue } from '../values';

export function citeView(place: Place, value: CiteValue, state: State = AT_REST): TemplateResult {
  const { words } = place;
  const title = value.title ?? words.cite;
  const hidden = html`<span class="visually-hidden">: ${title}</span>`;
  const name = value.doi ? value.doi.replace('https://doi.org/', 'DOI ') : 'GBIF.org';
  return html`<aside class="gbif-card" aria-label=${title}>
    <h2 class="gbif-card__title">${title}</h2>
    ${copyView(place, citationOf(value.text, state), title)}
    ${value.snapshot ? noticeView(place, value.snapshot, state) : nothing}
    <p class="gbif-facts"><a href=${value.url}>${name}${hidden}</a></p>
    ${value.citable
      ? nothing
      : html`<p class="quiet">
          ${words.noDoi}
          ${value.download_url
            ? html`<a href=${value.download_url}>${words.makeCitable}${hidden}</a>`
            : nothing}
        </p>`}
  </aside>`;
}

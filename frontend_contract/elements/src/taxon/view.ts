/** A taxon: its names in the portal's languages, its place, a picture with its licence, a map. */

import { html, nothing, type TemplateResult } from 'lit';
import { fill, languageName, spelledOut } from '../format';
import { mapView, type Trouble } from '../map/view';
import { citationOf } from '../parts/citation';
import { copyView } from '../parts/copy';
import { sourceView } from '../parts/source';
import { AT_REST, type Place, type State } from '../state';
import type { Taxon, TaxonValue } from '../values';

export function taxonView(
  place: Place,
  value: TaxonValue,
  state: State = AT_REST,
  trouble: Trouble = null,
): TemplateResult {
  const { taxon, picture } = value;
  const name = taxon ? nameOf(taxon) : '';
  const pictured = taxon && picture ? 'taxon--pictured' : '';
  return html`<article class="gbif-card taxon ${pictured}">
    ${taxon ? card(place, value, taxon, state, trouble) : untold(place, value)}
    ${sourceView(place, value.snapshot, name || value.gbif_url, state, null)}
  </article>`;
}

const nameOf = (taxon: Taxon): string => taxon.canonical_name ?? taxon.scientific_name;

function untold({ words }: Place, { reference, snapshot }: TaxonValue): TemplateResult {
  return html`${reference.label ? html`<p>${reference.label}</p>` : nothing}
    <p class="quiet">${snapshot.state === 'failed' ? words.gone : words.untold}</p>`;
}

function card(
  place: Place,
  value: TaxonValue,
  taxon: Taxon,
  state: State,
  trouble: Trouble,
): TemplateResult {
  const { words, locale } = place;
  const scientific = nameOf(taxon);
  const own = value.names.find((one) => one.language === locale.split('-')[0]);
  return html`${picture(place, value, own?.name ?? scientific)}
    <div class="taxon__text">
      <h2 class="gbif-card__title">
        <a href=${value.gbif_url}
          >${own ? `${own.name} ` : nothing}<i>${scientific}</i>${taxon.authorship
            ? html`<small> ${taxon.authorship}</small>`
            : nothing}</a
        >
      </h2>
      ${taxon.accepted
        ? html`<p>${fill(words.synonymOf, { name: taxon.accepted.name })}</p>`
        : nothing}
      ${names(place, value)} ${classification(place, taxon)}
    </div>
    ${value.map
      ? html`<div class="taxon__map">
          ${mapView(place, value.map, fill(words.mapOf, { name: scientific }), trouble)}
        </div>`
      : nothing}
    <details class="gbif-list__cite">
      <summary>${words.cite}<span class="visually-hidden">: ${scientific}</span></summary>
      ${copyView(place, citationOf(taxon.citation, state), scientific)}
    </details>`;
}

function picture(
  { words }: Place,
  { picture }: TaxonValue,
  name: string,
): TemplateResult | typeof nothing {
  if (!picture) return nothing;
  const makers = [...new Set([picture.creator, picture.rights_holder].filter(Boolean))].join(' / ');
  const { licence } = picture;
  return html`<figure class="taxon__picture">
    <img
      src=${picture.src}
      alt=${fill(words.pictureOf, { name })}
      loading="lazy"
      width="640"
      height="480"
    />
    <figcaption class="credit">
      ${makers ? html`<span class="credit__maker">${makers}</span>` : nothing}
      ${licence?.url ? html`<a href=${licence.url} rel="license">${licence.label}</a>` : nothing}
      <a href=${picture.occurrence_url}>${words.record}</a>
    </figcaption>
  </figure>`;
}

function names({ words, locale }: Place, value: TaxonValue): TemplateResult | typeof nothing {
  if (value.names.length === 0) return nothing;
  return html`<h3 class="gbif-card__label">${words.names}</h3>
    <dl class="gbif-card__facts">
      ${value.names.map(
        ({ language, name }) => html`<div>
          <dt>${languageName(language, locale)}</dt>
          <dd lang=${language}>${name}</dd>
        </div>`,
      )}
    </dl>`;
}

function classification({ words }: Place, taxon: Taxon): TemplateResult | typeof nothing {
  if (taxon.classification.length === 0) return nothing;
  return html`<h3 class="gbif-card__label">${words.classification}</h3>
    <ol class="taxon__line" role="list">
      ${taxon.classification.map(
        ({ rank, key, name }) => html`<li>
          <span class="visually-hidden">${words.ranks[rank] ?? spelledOut(rank)}: </span>
          <a href="https://www.gbif.org/species/${encodeURIComponent(key)}">${name}</a>
        </li>`,
      )}
    </ol>`;
}

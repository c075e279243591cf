/** The form of a search: free text, and a field for each filter that the block offers. */

import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../format';
import type { Place } from '../state';
import type { SearchValue } from '../values';
import { valueLabel, type Filter, type Settings } from './settings';
import type { Handlers, Shown } from './view';

export function formView(
  place: Place,
  { catalogue }: SearchValue,
  { filters }: Settings,
  name: string,
  shown: Shown,
  on: Handlers,
): TemplateResult {
  const { words } = place;
  const title = fill(words.searchIn, { catalogue: words.catalogues[catalogue] ?? '' });
  return html`<form
    class="search__form"
    data-part="form"
    role="search"
    aria-label=${title}
    @submit=${on.submit}
    @input=${on.input}
    @change=${on.change}
    @reset=${on.reset}
  >
    <div class="search__text">
      <label for="${name}-q">${title}</label>
      <div class="search__line">
        <input id="${name}-q" name="q" type="search" autocomplete="off" />
        <button class="button button--primary" type="submit">${words.search}</button>
      </div>
    </div>
    ${filters.length > 0
      ? html`<fieldset class="search__filters">
          <legend>${words.filtering}</legend>
          ${filters.map((filter) => fieldView(place, filter, `${name}-${filter.name}`, shown))}
          <button class="button button--quiet" type="reset">${words.clearFilters}</button>
        </fieldset>`
      : nothing}
  </form>`;
}

function fieldView(place: Place, filter: Filter, id: string, shown: Shown): TemplateResult {
  switch (filter.kind) {
    case 'choice':
    case 'country':
    case 'month':
    case 'boolean':
      return html`<div class="field">
        <label for=${id}>${filter.label}</label>
        <select id=${id} name=${filter.name}>
          <option value="">${place.words.any}</option>
          ${optionsOf(place, filter, shown)}
        </select>
      </div>`;
    case 'range':
      return rangeView(place, filter, id);
    case 'key':
    case 'text':
      return html`<div class="field">
        <label for=${id}>${filter.label}</label>
        <input
          id=${id}
          name=${filter.name}
          type="text"
          autocomplete="off"
          list=${filter.suggest ? `${id}-names` : nothing}
        />
        ${filter.suggest ? html`<datalist id="${id}-names"></datalist>` : nothing}
      </div>`;
    default: {
      const unknown: never = filter.kind;
      return unknown;
    }
  }
}

/** What GBIF counted or the usual codes, and always what is chosen. */
function optionsOf(place: Place, filter: Filter, { offers, choice }: Shown): unknown {
  const options = offers[filter.name] ?? filter.options;
  const chosen = choice.filters[filter.name];
  const known = !chosen || options.some(({ value }) => value === chosen);
  const more = known ? [] : [{ value: chosen, label: valueLabel(filter.name, chosen, place) }];
  return [...options, ...more].map(
    ({ value, label }) => html`<option value=${value}>${label}</option>`,
  );
}

function rangeView({ words }: Place, { name, label }: Filter, id: string): TemplateResult {
  const end = (part: 'from' | 'to'): TemplateResult =>
    html`<input
      type="number"
      name="${name}.${part}"
      aria-label="${label}: ${words[part]}"
      placeholder=${words[part]}
    />`;
  return html`<div class="field" role="group" aria-labelledby="${id}-label">
    <span id="${id}-label" class="field__label">${label}</span>
    <div class="field__range">${end('from')} ${end('to')}</div>
  </div>`;
}

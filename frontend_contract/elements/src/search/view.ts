/** A search of one of GBIF's catalogues: its form, and the rows of an answer. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../answers';
import { fill, formatDate } from '../format';
import { linkView } from '../parts/link';
import { AT_REST, noticeOf, type Place, type State } from '../state';
import type { SearchValue } from '../values';
import { formView } from './form';
import { NO_CHOICE, type Choice } from './query';
import { toRow } from './records';
import { filterLabel, valueLabel, type Filter, type Option, type Settings } from './settings';

/** What is shown of a search. */
export interface Shown {
  state: State;
  /** Whether GBIF is being asked. */
  asking: boolean;
  choice: Choice;
  /** What GBIF answers to the choice; null where the kept answer is shown. */
  page: Page | null;
  /** What can be chosen, as GBIF counted it. */
  offers: Record<string, Option[]>;
}

export interface Handlers {
  submit: (event: Event) => void;
  input: (event: Event) => void;
  change: () => void;
  reset: () => void;
  turn: (direction: 1 | -1) => void;
  again: () => void;
  drop: (filter: string) => void;
}

/** How a search begins, and what a server writes. */
export const AS_KEPT: Shown = {
  state: AT_REST,
  asking: false,
  choice: NO_CHOICE,
  page: null,
  offers: {},
};

/** Nothing happens where no script runs. */
const NO_HANDLERS: Handlers = {
  submit: () => undefined,
  input: () => undefined,
  change: () => undefined,
  reset: () => undefined,
  turn: () => undefined,
  again: () => undefined,
  drop: () => undefined,
};

/** `name` tells the search's fields from those of others on the page. */
export function searchView(
  place: Place,
  value: SearchValue,
  settings: Settings,
  name: string,
  shown: Shown = AS_KEPT,
  on: Handlers = NO_HANDLERS,
): TemplateResult {
  return html`${formView(place, value, settings, name, shown, on)}
    <div class="search__results" data-part="results" tabindex="-1">
      <p class="search__count" data-part="count">${countText(place, countOf(value, shown))}</p>
      <div class="search__chips" data-part="chips">${chips(place, settings, shown, on)}</div>
      ${statusView(place, value, shown, on)} ${rows(place, value, shown)}
      <p class="search__note" data-part="note" ?hidden=${!isNoted(value, shown)}>
        ${note(place, value)}
      </p>
      <p class="search__note search__needs-script">${place.words.needsScript}</p>
      ${paging(place, settings, shown, on)} ${foot(place, value)}
    </div>`;
}

const countOf = ({ snapshot }: SearchValue, { page }: Shown): number | null =>
  page ? page.count : (snapshot.value?.count ?? null);

function countText({ words, locale }: Place, count: number | null): string {
  if (count === null) return '';
  const one = new Intl.PluralRules(locale).select(count) === 'one';
  return fill(one ? words.resultOne : words.resultOther, {
    count: new Intl.NumberFormat(locale).format(count),
  });
}

/** Filters that came with the address and have no field: named, and to be taken away. */
function chips(place: Place, { filters }: Settings, { choice }: Shown, on: Handlers): unknown {
  const own = new Set(filters.map((filter: Filter) => filter.name));
  return Object.entries(choice.filters)
    .filter(([name]) => !own.has(name))
    .map(
      ([name, value]) =>
        html`<button class="chip" type="button" @click=${() => on.drop(name)}>
          ${filterLabel(name, place)}: ${valueLabel(name, value, place)} ×
        </button>`,
    );
}

function statusView(
  place: Place,
  { snapshot }: SearchValue,
  { state, asking, page }: Shown,
  on: Handlers,
): TemplateResult {
  const { words } = place;
  const notice = asking && state.source !== 'busy' ? '' : noticeOf(place, snapshot, state);
  let text = notice;
  if (asking && !notice) text = words.searching;
  else if (page && !notice) text = page.results.length ? countText(place, page.count) : words.noResults;
  // What stands beside it in large figures is only said to those who cannot see them.
  const heard = !notice && !asking && page?.results.length ? 'visually-hidden' : '';
  return html`<div class="search__state">
    <p class="search__status ${notice ? 'is-warning' : heard}" data-part="status" role="status">
      ${text}
    </p>
    <button
      class="button button--quiet"
      type="button"
      data-part="again"
      ?hidden=${asking || state.source !== 'failed'}
      @click=${on.again}
    >
      ${words.tryAgain}
    </button>
  </div>`;
}

function rows(place: Place, { catalogue, snapshot }: SearchValue, { page }: Shown): TemplateResult {
  const records = page?.results ?? snapshot.value?.results ?? [];
  return html`<ol class="records" data-part="rows" role="list">
    ${records.map((record) => {
      const row = toRow(catalogue, record, place);
      const rest = row.title.slice(row.name.length);
      const title = row.name ? html`<i>${row.name}</i>${rest}` : rest;
      return html`<li>
        ${row.href
          ? html`<a class="record__title" href=${row.href}>${title}</a>`
          : html`<span class="record__title">${title}</span>`}
        <span class="record__facts">${row.facts.map((fact) => html`<span>${fact}</span> `)}</span>
      </li>`;
    })}
  </ol>`;
}

/** Whether it is said of when the rows are; the status says it when nothing at all was kept. */
function isNoted({ snapshot }: SearchValue, { state, asking, page }: Shown): boolean {
  if (page) return false;
  return snapshot.taken_at !== null || (state.source === 'snapshot' && !asking);
}

function note({ words, locale }: Place, { snapshot }: SearchValue): string {
  if (!snapshot.value || !snapshot.taken_at) return words.failedNothing;
  return fill(words.snapshotNote, { date: formatDate(snapshot.taken_at, locale) });
}

function paging(
  { words, locale }: Place,
  { limit }: Settings,
  { page, choice: { offset } }: Shown,
  on: Handlers,
): TemplateResult {
  const [count, shown] = [page?.count ?? 0, page?.results.length ?? 0];
  const written = new Intl.NumberFormat(locale);
  const range = fill(words.resultRange, {
    from: written.format(offset + 1),
    to: written.format(offset + shown),
    total: written.format(count),
  });
  return html`<div
    class="search__paging"
    data-part="paging"
    ?hidden=${!page || (count <= limit && offset === 0)}
  >
    <button
      class="button"
      type="button"
      data-part="previous"
      ?disabled=${offset === 0}
      @click=${() => on.turn(-1)}
    >
      ${words.previous}
    </button>
    <span data-part="range">${shown ? range : ''}</span>
    <button
      class="button"
      type="button"
      data-part="next"
      ?disabled=${offset + limit >= count}
      @click=${() => on.turn(1)}
    >
      ${words.next}
    </button>
  </div>`;
}

function foot(place: Place, { snapshot, explorer }: SearchValue): TemplateResult {
  const { words } = place;
  return html`<p class="search__links">
      <a href=${snapshot.gbif_url}>${words.seeAtGbif}</a>
      ${explorer?.href ? linkView(place, explorer, words.openExplorer) : nothing}
    </p>
    ${snapshot.citation
      ? html`<details class="search__citation">
          <summary>${words.citation}</summary>
          <p>${snapshot.citation}</p>
        </details>`
      : nothing}`;
}

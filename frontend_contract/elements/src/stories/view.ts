/** News, data use and events of GBIF.org: the latest where scripts run. */

import { html, nothing, type TemplateResult } from 'lit';
import { formatDate } from '../format';
import { AT_REST, type Place, type State } from '../state';
import type { StoriesValue } from '../values';
import { PLACES, type Story } from './story';

const LONGEST_EXCERPT = 180;

export function storiesView(
  place: Place,
  { gbif_url: address }: StoriesValue,
  state: State = AT_REST,
  stories: Story[] = [],
): TemplateResult {
  const { words } = place;
  let notice = '';
  if (state.source === 'failed' || state.source === 'busy') notice = words.storiesFailed;
  else if (state.source === 'live' && stories.length === 0) notice = words.storiesNone;
  return html`<p class="quiet" data-part="status" role="status">${notice}</p>
    <ul class="gbif-list" role="list" data-part="list" ?hidden=${stories.length === 0}>
      ${stories.map((story) => item(place, story))}
    </ul>
    <p class="ctas"><a class="button" href=${address}>${words.storiesAtGbif}</a></p>`;
}

function item({ words, locale }: Place, story: Story): TemplateResult {
  const { path, kind } = PLACES[story.__typename]!;
  const when = story.start ?? story.createdAt;
  const day = when && !Number.isNaN(Date.parse(when)) ? formatDate(when, locale) : '';
  const facts = [words.storyKinds[kind], day, story.location].filter(Boolean);
  return html`<li>
    <a
      class="record__title"
      href="https://www.gbif.org/${path}/${encodeURIComponent(story.id)}"
      >${story.title}</a
    >
    <p class="gbif-facts">${facts.map((fact) => html`<span>${fact}</span>`)}</p>
    ${story.excerpt ? html`<p>${plain(story.excerpt)}</p>` : nothing}
  </li>`;
}

/** The words of a text that may hold markup: parsed apart from the page, so nothing in it runs. */
function plain(source: string): string {
  const text = new DOMParser().parseFromString(source, 'text/html').body.textContent ?? '';
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)} …` : text;
}

/** How a number of GBIF grew: a small line, and every reading in a table. */

import { html, nothing, type TemplateResult } from 'lit';
import { growthPoints } from '../chart/shapes';
import { fill, formatChange, formatDate, formatNumber } from '../format';
import type { Place } from '../state';
import type { Snapshot } from '../values';

const WIDTH = 120;
const HEIGHT = 28;

/** `about` names what was counted for whoever hears this without its surroundings. */
export function growthView(
  { words, locale }: Place,
  history: Snapshot['history'],
  about: string,
): TemplateResult | typeof nothing {
  const points = growthPoints(history, WIDTH, HEIGHT);
  const [first, last, end] = [history[0], history.at(-1), points.at(-1)];
  if (!first || !last || !end || history.length < 2) return nothing;
  const line = points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ');
  const change = formatChange(last.count - first.count, locale);
  return html`<div class="growth">
    <svg viewBox="-3 -3 ${WIDTH + 6} ${HEIGHT + 6}" class="growth__drawing" aria-hidden="true">
      <polyline points=${line} />
      <circle cx=${end.x} cy=${end.y} r="3" />
    </svg>
    <details class="growth__table">
      <summary>
        ${fill(words.growth, { change, date: formatDate(first.date, locale) })}
        <span class="visually-hidden">: ${about}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.day}</th>
            <th scope="col" class="is-number">${words.count}</th>
          </tr>
        </thead>
        <tbody>
          ${history.map(
            ({ date, count }) => html`<tr>
              <th scope="row">${formatDate(date, locale)}</th>
              <td class="is-number">${formatNumber(count, locale)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </div>`;
}

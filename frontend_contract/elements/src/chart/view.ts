/** What GBIF counted by one field: a drawing, its summary in words, its numbers as a table. */

import { html, type TemplateResult } from 'lit';
import { fill, formatNumber, formatPercent } from '../format';
import { sourceView } from '../parts/source';
import { AT_REST, type Place, type State } from '../state';
import type { ChartValue } from '../values';
import { bars, donut, tiles, timeline } from './drawings';
import { dimensionName, isOrdered, valueName } from './rows';

interface Row {
  name: string;
  group: string | null;
  count: number;
  share: number;
}

/** `value` with the counts to show: kept ones or those of now. */
export function chartView(
  place: Place,
  value: ChartValue,
  state: State = AT_REST,
): TemplateResult {
  const { words, locale } = place;
  const rows = value.rows.map((row): Row => ({ ...row, name: valueName(value.by, row, place) }));
  const rest = value.other ?? 0;
  const other = { name: words.other, group: null, count: rest, share: rest / (value.total || 1) };
  const all = rest > 0 ? [...rows, other] : rows;
  return html`<figure class="chart">
    <figcaption class="chart__title">${value.title}</figcaption>
    ${rows.length === 0
      ? html`<p class="quiet">${words.noCounts}</p>`
      : html`<div class="chart__drawing" role="img" aria-label=${summary(place, value, rows)}>
            ${drawing(value, rows, all, locale)}
          </div>
          ${table(place, value, all)}`}
    ${sourceView(place, value.snapshot, value.title, state)}
  </figure>`;
}

function drawing(value: ChartValue, rows: Row[], all: Row[], locale: string): TemplateResult {
  if (value.kind === 'donut') return donut(all, locale);
  if (value.kind === 'treemap') return tiles(rows, locale);
  if (isOrdered(value.by)) return timeline(rows, value.kind === 'line', locale);
  return bars(rows, locale);
}

function summary({ words, locale }: Place, value: ChartValue, rows: Row[]): string {
  const [largest] = [...rows].sort((one, other) => other.count - one.count);
  if (!largest) return value.title;
  return fill(words.chartSummary, {
    title: value.title,
    count: formatNumber(value.total ?? 0, locale),
    label: largest.name,
    largest: formatNumber(largest.count, locale),
  });
}

function table(place: Place, { title, by }: ChartValue, rows: Row[]): TemplateResult {
  const { words, locale } = place;
  return html`<details class="chart__table">
    <summary>${words.asTable}<span class="visually-hidden">: ${title}</span></summary>
    <div class="table" role="region" tabindex="0" aria-label=${title}>
      <table>
        <thead>
          <tr>
            <th scope="col">${dimensionName(by, place)}</th>
            <th scope="col" class="is-number">${words.records}</th>
            <th scope="col" class="is-number">${words.share}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`<tr>
              <th scope="row">${row.name}</th>
              <td class="is-number">${formatNumber(row.count, locale)}</td>
              <td class="is-number">${formatPercent(row.share, locale)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** The four kinds of charts, as drawings without a library. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatNumber, formatPercent, formatShort } from '../format';
import { linePoints, ringPath, roundUp, treemap } from './shapes';

interface Row {
  name: string;
  group: string | null;
  count: number;
  share: number;
}

/** Values from the largest down, as bars that lie. */
export function bars(rows: Row[], locale: string): TemplateResult {
  const largest = Math.max(1, ...rows.map((row) => row.count));
  return html`<div class="bars">
    ${rows.map(
      (row) => html`<div class="bars__row">
        <span class="bars__name">${row.name}</span>
        <span class="bars__track"
          ><span class="bars__bar" style="width:${((row.count / largest) * 100).toFixed(2)}%"></span
        ></span>
        <span class="bars__count">${formatNumber(row.count, locale)}</span>
      </div>`,
    )}
  </div>`;
}

/** Shares of a whole as a ring, with its legend. */
export function donut(rows: Row[], locale: string): TemplateResult {
  let reached = 0;
  const pieces = rows.map((row, index) => {
    const from = reached;
    reached = Math.min(1, from + row.share);
    return { ...row, colour: `colour-${(index % 8) + 1}`, path: ringPath(from, reached, 100, 58) };
  });
  return html`<div class="donut">
    <svg viewBox="-104 -104 208 208" aria-hidden="true">
      ${pieces.map((piece) => svg`<path class=${piece.colour} d=${piece.path} />`)}
    </svg>
    <div class="legend">
      ${pieces.map(
        (piece) => html`<div class="legend__row">
          <span class="legend__swatch ${piece.colour}"></span>
          <span>${piece.name}</span>
          <span class="legend__value">${formatPercent(piece.share, locale)}</span>
        </div>`,
      )}
    </div>
  </div>`;
}

const WIDTH = 640;
const HEIGHT = 220;
/** There is room for so many names below a line. */
const MOST_NAMES = 8;

/** Values that follow one another, as columns or as a line. */
export function timeline(rows: Row[], line: boolean, locale: string): TemplateResult {
  const top = roundUp(Math.max(...rows.map((row) => row.count)));
  const slot = WIDTH / rows.length;
  const counts = rows.map((row) => row.count);
  // A column stands in the middle of its slot, and so do a line's points.
  const points = linePoints(counts, top, WIDTH - slot, HEIGHT).map((point) => ({
    x: rows.length > 1 ? point.x + slot / 2 : WIDTH / 2,
    y: point.y,
  }));
  // As many names as there is room for, the last one always.
  const step = Math.ceil(rows.length / MOST_NAMES);
  const isNamed = (index: number): boolean => (rows.length - 1 - index) % step === 0;
  return html`<svg
    viewBox="-70 -14 ${WIDTH + 80} ${HEIGHT + 44}"
    class="timeline"
    aria-hidden="true"
  >
    ${[0, 0.5, 1].map(
      (part) => svg`<g>
        <path class="timeline__grid" d="M0 ${HEIGHT * (1 - part)}H${WIDTH}" />
        <text x="-10" y=${HEIGHT * (1 - part) + 5} text-anchor="end">${formatShort(top * part, locale)}</text>
      </g>`,
    )}
    ${line
      ? svg`<polyline class="timeline__line" points=${points.map((p) => `${p.x},${p.y}`).join(' ')} />`
      : nothing}
    ${points.map((point) =>
      line
        ? svg`<circle class="timeline__point" cx=${point.x} cy=${point.y} r="4" />`
        : svg`<rect class="timeline__column" x=${point.x - slot * 0.38} y=${point.y}
            width=${slot * 0.76} height=${HEIGHT - point.y} />`,
    )}
    ${rows.map((row, index) =>
      isNamed(index)
        ? svg`<text x=${points[index]?.x ?? 0} y=${HEIGHT + 22} text-anchor="middle">${row.name}</text>`
        : nothing,
    )}
  </svg>`;
}

/** Taxa as tiles whose areas are as their records, coloured by kingdom. */
export function tiles(rows: Row[], locale: string): TemplateResult {
  const groups = [...new Set(rows.map((row) => row.group))];
  const colourOf = (group: string | null): string => `colour-${(groups.indexOf(group) % 8) + 1}`;
  const places = treemap(rows.map((row) => row.count), 16 / 9);
  const styleOf = (index: number): string => {
    const { x = 0, y = 0, width = 0, height = 0 } = places[index] ?? {};
    const percent = (value: number): string => `${value.toFixed(2)}%`;
    return `left:${percent(x)};top:${percent(y)};width:${percent(width)};height:${percent(height)}`;
  };
  return html`<div class="treemap">
      ${rows.map(
        (row, index) => html`<span class="treemap__tile ${colourOf(row.group)}" style=${styleOf(index)}
          ><b>${row.name}</b><small>${formatNumber(row.count, locale)}</small></span
        >`,
      )}
    </div>
    ${groups.length > 1
      ? html`<div class="legend legend--line">
          ${groups.map(
            (group) => html`<span class="legend__row">
              <span class="legend__swatch ${colourOf(group)}"></span><span>${group}</span>
            </span>`,
          )}
        </div>`
      : nothing}`;
}

/** The geometry of charts: shapes from counts, without a drawing library. */

export interface Point {
  x: number;
  y: number;
}

/** A rectangle in percent of the whole. */
export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A round number at or above `value`, so that an axis ends on one. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

/** Where the points of a line stand in a box; the first at the left, zero at the bottom. */
export function linePoints(counts: number[], top: number, width: number, height: number): Point[] {
  const step = counts.length > 1 ? width / (counts.length - 1) : 0;
  return counts.map((count, index) => ({
    x: counts.length > 1 ? index * step : width / 2,
    y: height - (count / top) * height,
  }));
}

/**
 * Where the readings of a number stand in a box, by their day. The least of them is at the bottom:
 * such a line shows how a number moved, not how large it is.
 */
export function growthPoints(
  readings: { date: string; count: number }[],
  width: number,
  height: number,
): Point[] {
  const days = readings.map((reading) => Date.parse(reading.date));
  const counts = readings.map((reading) => reading.count);
  const at = (value: number, all: number[]): number => {
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return most === least ? 0.5 : (value - least) / (most - least);
  };
  return readings.map((reading) => ({
    x: at(Date.parse(reading.date), days) * width,
    y: (1 - at(reading.count, counts)) * height,
  }));
}

/** The path of one piece of a ring around 0, 0; shares run clockwise from the top, 0 to 1. */
export function ringPath(from: number, to: number, outer: number, inner: number): string {
  // A full turn begins where it ends, which is no arc.
  const end = Math.min(to, from + 0.9999);
  const at = (share: number, radius: number): string => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  return (
    `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(end, outer)}` +
    `L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`
  );
}

/**
 * Rectangles whose areas are as the counts, as near to squares as rows allow (Bruls, Huizing and
 * van Wijk, "Squarified treemaps", 2000). `counts` go from the largest down; `ratio` is width by
 * height of the whole.
 */
export function treemap(counts: number[], ratio: number): Tile[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return [];
  const areas = counts.map((count) => (count / total) * ratio);
  const tiles: Tile[] = [];
  let free = { x: 0, y: 0, width: ratio, height: 1 };
  let start = 0;
  while (start < areas.length) {
    const side = Math.min(free.width, free.height);
    let end = start + 1;
    while (end < areas.length && worst(areas.slice(start, end + 1), side) <= worst(areas.slice(start, end), side)) {
      end += 1;
    }
    const row = areas.slice(start, end);
    const depth = row.reduce((sum, area) => sum + area, 0) / side;
    const upright = free.width >= free.height;
    let along = 0;
    for (const area of row) {
      const length = area / depth;
      tiles.push(
        upright
          ? { x: free.x, y: free.y + along, width: depth, height: length }
          : { x: free.x + along, y: free.y, width: length, height: depth },
      );
      along += length;
    }
    free = upright
      ? { ...free, x: free.x + depth, width: free.width - depth }
      : { ...free, y: free.y + depth, height: free.height - depth };
    start = end;
  }
  return tiles.map((tile) => ({
    x: (tile.x / ratio) * 100,
    y: tile.y * 100,
    width: (tile.width / ratio) * 100,
    height: tile.height * 100,
  }));
}

/** How far from a square the worst rectangle of a row is. */
function worst(row: number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const largest = Math.max(...row);
  const smallest = Math.min(...row);
  return Math.max((side ** 2 * largest) / sum ** 2, sum ** 2 / (side ** 2 * smallest));
}

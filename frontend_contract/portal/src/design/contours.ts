/** Contour lines of an invented landscape: the portal's only ornament, drawn and not downloaded. */

type Point = [number, number];

/** Height of the land at a point: a few slow waves laid over one another, about -1 to 1. */
function height(x: number, y: number): number {
  return (
    0.5 * Math.sin(0.0061 * x + 0.7) * Math.cos(0.0083 * y - 0.4) +
    0.3 * Math.sin(0.0107 * x - 0.0071 * y + 1.9) +
    0.2 * Math.cos(0.0049 * x + 0.0139 * y + 0.3)
  );
}

/** The pieces of the line at `level` within one cell of the grid (marching squares). */
function pieces(x: number, y: number, size: number, level: number): [Point, Point][] {
  const corners: Point[] = [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ];
  const heights = corners.map(([cx, cy]) => height(cx, cy) - level);
  const crossings: Point[] = [];
  for (let side = 0; side < 4; side += 1) {
    const next = (side + 1) % 4;
    const [from, to] = [heights[side] ?? 0, heights[next] ?? 0];
    if (from > 0 === to > 0) continue;
    const [[ax, ay], [bx, by]] = [corners[side] ?? [0, 0], corners[next] ?? [0, 0]];
    const share = from / (from - to);
    crossings.push([ax + share * (bx - ax), ay + share * (by - ay)]);
  }
  const lines: [Point, Point][] = [];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    lines.push([crossings[at] as Point, crossings[at + 1] as Point]);
  }
  return lines;
}

const name = ([x, y]: Point): string => `${Math.round(x)} ${Math.round(y)}`;

/** Pieces put end to end, so that the file holds few long lines instead of many short ones. */
function joined(lines: [Point, Point][]): string[] {
  const ends = new Map<string, string[]>();
  for (const [from, to] of lines) {
    const [a, b] = [name(from), name(to)];
    if (a === b) continue;
    ends.set(a, [...(ends.get(a) ?? []), b]);
    ends.set(b, [...(ends.get(b) ?? []), a]);
  }
  const paths: string[] = [];
  const take = (from: string): string | undefined => {
    const to = ends.get(from)?.pop();
    if (to) ends.set(to, (ends.get(to) ?? []).filter((end) => end !== from));
    return to;
  };
  const starts = [...ends.keys()].sort(
    (a, b) => (ends.get(a)?.length ?? 0) - (ends.get(b)?.length ?? 0),
  );
  for (const start of starts) {
    let at: string | undefined = start;
    const path = [start];
    while ((at = take(at as string))) path.push(at);
    if (path.length > 2) paths.push(`M${path.join('L')}`);
  }
  return paths;
}

export function contours(width: number, heightOf: number): string {
  const size = 20;
  const paths: string[] = [];
  for (let level = -0.8; level <= 0.8; level += 0.16) {
    const lines: [Point, Point][] = [];
    for (let x = 0; x < width; x += size) {
      for (let y = 0; y < heightOf; y += size) lines.push(...pieces(x, y, size, level));
    }
    paths.push(...joined(lines));
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${heightOf}" ` +
    `preserveAspectRatio="xMidYMid slice"><path d="${paths.join('')}" fill="none" ` +
    'stroke="#000" stroke-width="1.2" stroke-linejoin="round"/></svg>'
  );
}

/** A citation that says when its data were read: now, where they are of now. */

import type { State } from '../state';

const DATED: [RegExp, (now: Date) => string][] = [
  // Of a search: always in English, as GBIF's guidelines write it.
  [
    /^GBIF\.org( \(\d{1,2} [A-Z][a-z]+ \d{4}\)|(?=\.))/,
    (now) =>
      `GBIF.org (${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(now)})`,
  ],
  // Of a dataset or a taxon.
  [
    /(?<=accessed via GBIF\.org on )\d{4}-\d{2}-\d{2}/i,
    (now) => now.toISOString().slice(0, 10),
  ],
];

/** `citation` with the day on which the shown data were read. */
export function citationOf(citation: string, { source }: State): string {
  if (source !== 'live') return citation;
  const now = new Date();
  return DATED.reduce((text, [pattern, dated]) => text.replace(pattern, () => dated(now)), citation);
}

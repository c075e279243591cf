/** What an element's drawing depends on beside its value: its language, and how GBIF answers. */

import { fill, formatDate } from './format';
import type { Snapshot } from './values';
import type { Words } from './words';

/** The language that an element speaks. */
export interface Place {
  locale: string;
  words: Words;
}

/** Where what is shown comes from; `seconds` until a busy GBIF is asked again. */
export interface State {
  source: 'snapshot' | 'live' | 'busy' | 'failed';
  seconds: number;
}

/** How every element begins, and what a server writes. */
export const AT_REST: State = { source: 'snapshot', seconds: 0 };

type Told = Pick<Snapshot, 'taken_at'>;

/** The day that the shown numbers are of, in words; null while there are none. */
export function dayOf({ locale }: Place, snapshot: Told, state: State): string | null {
  if (state.source === 'live') return formatDate(new Date(), locale);
  return snapshot.taken_at && formatDate(snapshot.taken_at, locale);
}

/** What is said of a GBIF that does not answer; "" when there is nothing to say. */
export function noticeOf(place: Place, snapshot: Told, state: State): string {
  if (state.source !== 'failed' && state.source !== 'busy') return '';
  const date = dayOf(place, snapshot, state);
  if (!date) return place.words.failedNothing;
  return fill(place.words[state.source], { date, seconds: state.seconds });
}

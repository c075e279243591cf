/** Names that GBIF suggests while one types, and the keys that they stand for. */

import { askGbif } from '../queue';
import type { GbifRecord } from '../values';
import type { Suggest } from './filters';

const TYPING_MS = 400;
const FEWEST_LETTERS = 3;
const MOST = 8;

export class Suggestions {
  /** Keys by filter and the name that was suggested for them. */
  private readonly keys = new Map<string, string>();
  private asking: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The key of a suggested name; what was typed, where it is none. */
  keyOf(filter: string, typed: string): string {
    return this.keys.get(`${filter} ${typed}`) ?? typed;
  }

  /** Fill the list of a field when typing pauses. */
  offer(field: HTMLInputElement, suggest: Suggest, endpoint: string): void {
    clearTimeout(this.timer);
    const typed = field.value.trim();
    if (typed.length < FEWEST_LETTERS || this.keys.has(`${field.name} ${typed}`)) return;
    this.timer = setTimeout(() => void this.fetch(field, typed, suggest, endpoint), TYPING_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  private async fetch(
    field: HTMLInputElement,
    typed: string,
    suggest: Suggest,
    endpoint: string,
  ): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    const url = new URL(endpoint.replace(/\/v1\/.*$/, `/v1/${suggest.path}`));
    url.searchParams.set('q', typed);
    url.searchParams.set('limit', String(MOST));
    try {
      const question = { method: 'GET', url: url.href, body: null } as const;
      const answer = (await askGbif(question, this.asking.signal)) as
        | GbifRecord[]
        | { results: GbifRecord[] };
      const found = Array.isArray(answer) ? answer : answer.results;
      const options = found.map((item) => {
        const option = document.createElement('option');
        const key = String(item['key'] ?? item['id']);
        option.value = String(item[suggest.label] ?? key);
        this.keys.set(`${field.name} ${option.value}`, key);
        return option;
      });
      field.list?.replaceChildren(...options);
    } catch {
      // No names to offer: a key can still be typed.
    }
  }
}

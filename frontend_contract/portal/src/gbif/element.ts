/**
 * <gbif-search>: a live search of one catalogue of GBIF, over rows that the server has written.
 *
 * It asks when it is seen and when the reader chooses; it keeps the choice in the page's address;
 * whenever GBIF does not answer, the kept rows come back with the date they are of.
 */

import type { SearchConfig } from './config';
import { ask, Busy, readChoice, toRequest, writeChoice, type Answer, type Choice } from './query';
import { toRow } from './records';

const TYPING_MS = 400;
const TIMEOUT_MS = 15_000;
const MAX_WAITS = 3;
const DEFAULT_WAIT_S = 5;
const LONGEST_WAIT_S = 60;

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** One thing that GBIF suggests for a name. */
type Found = Record<string, unknown>;

class GbifSearch extends HTMLElement {
  private config!: SearchConfig;
  private choice!: Choice;
  private asking: AbortController | null = null;
  private waiting: number | undefined;
  private waits = 0;
  private asked = false;
  private readonly seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.start();
  });

  connectedCallback(): void {
    const json = this.querySelector('script[type="application/json"]')?.textContent;
    if (!json) return;
    this.config = JSON.parse(json) as SearchConfig;
    this.choice = readChoice(new URLSearchParams(location.search), this.config);
    this.showChoice();

    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.choose();
    });
    this.form.addEventListener('input', (event) => this.typed(event));
    this.form.addEventListener('change', () => this.choose());
    this.form.addEventListener('reset', () => {
      this.choice = { q: '', filters: {}, offset: 0 };
      // The form's fields are emptied after this event.
      setTimeout(() => this.submitChoice());
    });
    this.piece('previous').addEventListener('click', () => this.turn(-1));
    this.piece('next').addEventListener('click', () => this.turn(1));
    this.piece('again').addEventListener('click', () => this.run());
    addEventListener('popstate', this.restore);
    this.seen.observe(this);
  }

  disconnectedCallback(): void {
    this.asking?.abort();
    clearTimeout(this.waiting);
    this.seen.disconnect();
    removeEventListener('popstate', this.restore);
  }

  private piece<Part extends HTMLElement = HTMLElement>(name: string): Part {
    const part = this.querySelector<Part>(`[data-part="${name}"]`);
    if (!part) throw new Error(`<gbif-search> has no part "${name}"`);
    return part;
  }

  private get form(): HTMLFormElement {
    return this.piece<HTMLFormElement>('form');
  }

  private start(): void {
    this.seen.disconnect();
    if (!this.asked) this.run();
  }

  private readonly restore = (): void => {
    this.choice = readChoice(new URLSearchParams(location.search), this.config);
    this.showChoice();
    this.run();
  };

  // ------------------------------------------------------------ what the reader chooses

  private typing: number | undefined;

  private typed(event: Event): void {
    const field = event.target as HTMLInputElement;
    if (field.list) void this.suggest(field);
    if (field.tagName !== 'INPUT' || field.list) return;
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => this.choose(), TYPING_MS);
  }

  /** Takes the form's fields as the choice, and asks when that changes anything. */
  private choose(): void {
    clearTimeout(this.typing);
    const fields = new FormData(this.form);
    const filters: Record<string, string> = {};
    for (const { name, kind } of this.config.filters) {
      const value = (suffix = ''): string => String(fields.get(name + suffix) ?? '').trim();
      if (kind === 'range') {
        const [from, to] = [value('.from'), value('.to')];
        if (from || to) filters[name] = `${from || '*'},${to || '*'}`;
      } else if (kind === 'key') {
        const typed = value();
        const key = this.keys.get(`${name} ${typed}`) ?? typed;
        if (key) filters[name] = key;
      } else if (value()) filters[name] = value();
    }
    // What came with the address and has no field here stays until it is taken away.
    const own = new Set(this.config.filters.map((filter) => filter.name));
    for (const [name, value] of Object.entries(this.choice.filters)) {
      if (!own.has(name)) filters[name] = value;
    }
    const next: Choice = { q: String(fields.get('q') ?? '').trim(), filters, offset: 0 };
    const same = (one: Choice): string => JSON.stringify([one.q, Object.entries(one.filters).sort()]);
    if (same(next) === same(this.choice)) return;
    this.choice = next;
    this.submitChoice();
  }

  private turn(direction: 1 | -1): void {
    const offset = this.choice.offset + direction * this.config.limit;
    this.choice = { ...this.choice, offset: Math.max(0, offset) };
    this.submitChoice();
    this.piece('results').focus();
  }

  private submitChoice(): void {
    const query = writeChoice(new URLSearchParams(location.search), this.choice, this.config);
    const address = new URL(location.href);
    address.search = query.toString();
    history.pushState(null, '', address);
    this.showChips();
    this.run();
  }

  /** Puts the choice into the form's fields. */
  private showChoice(): void {
    const set = (name: string, value: string): void => {
      const field = this.form.elements.namedItem(name);
      if (field instanceof HTMLSelectElement) this.keepOption(field, value);
      if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) field.value = value;
    };
    set('q', this.choice.q);
    for (const filter of this.config.filters) {
      const value = this.choice.filters[filter.name] ?? '';
      if (filter.kind === 'range') {
        const [from = '', to = from] = value.split(',');
        set(`${filter.name}.from`, from === '*' ? '' : from);
        set(`${filter.name}.to`, to === '*' ? '' : to);
      } else set(filter.name, value);
    }
    this.showChips();
  }

  /** Filters that came with the address and have no field: named, and to be taken away. */
  private showChips(): void {
    const own = new Set(this.config.filters.map((filter) => filter.name));
    const chips = Object.entries(this.choice.filters)
      .filter(([name]) => !own.has(name))
      .map(([name, value]) => {
        const chip = document.createElement('button');
        chip.type = 'button';
        chip.className = 'chip';
        chip.textContent = `${this.config.filterLabels[name] ?? name}: ${this.valueLabel(name, value)} ×`;
        chip.addEventListener('click', () => {
          delete this.choice.filters[name];
          this.choice.offset = 0;
          this.submitChoice();
          this.form.querySelector<HTMLElement>('input')?.focus();
        });
        return chip;
      });
    this.piece('chips').replaceChildren(...chips);
  }

  private valueLabel(name: string, value: string): string {
    if (/countr/i.test(name)) {
      try {
        return new Intl.DisplayNames(this.config.locale, { type: 'region' }).of(value) ?? value;
      } catch {
        return value;
      }
    }
    return this.config.terms[value] ?? value;
  }

  // ------------------------------------------------------------ names for keys

  /** Keys by filter and the name that was suggested for them. */
  private readonly keys = new Map<string, string>();
  private suggesting: AbortController | null = null;
  private suggestTimer: number | undefined;

  private suggest(field: HTMLInputElement): void {
    clearTimeout(this.suggestTimer);
    const { suggest } = this.config.filters.find((filter) => filter.name === field.name) ?? {};
    if (!suggest || field.value.trim().length < 3) return;
    if (this.keys.has(`${field.name} ${field.value.trim()}`)) return;
    this.suggestTimer = window.setTimeout(async () => {
      this.suggesting?.abort();
      this.suggesting = new AbortController();
      const url = new URL(this.config.endpoint.replace(/\/v1\/.*$/, `/v1/${suggest.path}`));
      url.searchParams.set('q', field.value.trim());
      url.searchParams.set('limit', '8');
      try {
        const response = await fetch(url, { signal: this.suggesting.signal, credentials: 'omit' });
        const answer = (await response.json()) as Found[] | { results: Found[] };
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
    }, TYPING_MS);
  }

  // ------------------------------------------------------------ asking GBIF

  private run(): void {
    this.waits = 0;
    void this.ask();
  }

  private async ask(): Promise<void> {
    this.asked = true;
    this.asking?.abort();
    clearTimeout(this.waiting);
    const asking = new AbortController();
    this.asking = asking;
    const deadline = window.setTimeout(() => asking.abort('timeout'), TIMEOUT_MS);
    this.setAttribute('aria-busy', 'true');
    this.piece('again').hidden = true;
    this.say(this.config.messages.searching);
    try {
      this.show(await ask(toRequest(this.config, this.choice), asking.signal));
    } catch (error) {
      // Another question took this one's place: that one answers.
      if (this.asking !== asking) return;
      if (error instanceof Busy && this.waits < MAX_WAITS) this.wait(error.seconds);
      else this.fail();
    } finally {
      clearTimeout(deadline);
      if (this.asking === asking) this.removeAttribute('aria-busy');
    }
  }

  private wait(asked: number | null): void {
    this.waits += 1;
    const seconds = asked ?? DEFAULT_WAIT_S * 2 ** (this.waits - 1);
    if (seconds > LONGEST_WAIT_S) return this.fail();
    this.showSnapshot();
    const date = this.config.snapshot?.date;
    const { searchBusy, searchFailedNothing } = this.config.messages;
    this.say(date ? fill(searchBusy, { seconds, date }) : searchFailedNothing, 'warning');
    this.waiting = window.setTimeout(() => void this.ask(), seconds * 1000);
  }

  private fail(): void {
    this.showSnapshot();
    const { searchFailed, searchFailedNothing } = this.config.messages;
    const date = this.config.snapshot?.date;
    this.say(date ? fill(searchFailed, { date }) : searchFailedNothing, 'warning');
    this.piece('again').hidden = false;
  }

  // ------------------------------------------------------------ showing

  private say(message: string, tone: 'plain' | 'warning' | 'heard' = 'plain'): void {
    const status = this.piece('status');
    status.textContent = message;
    status.classList.toggle('is-warning', tone === 'warning');
    // What stands beside it in large figures is only said to those who cannot see them.
    status.classList.toggle('visually-hidden', tone === 'heard');
  }

  private countText(count: number): string {
    const { resultOne, resultOther } = this.config.messages;
    const { locale } = this.config;
    const one = new Intl.PluralRules(locale).select(count) === 'one';
    return fill(one ? resultOne : resultOther, {
      count: new Intl.NumberFormat(locale).format(count),
    });
  }

  private show(answer: Answer): void {
    this.showRows(answer.results);
    this.piece('count').textContent = this.countText(answer.count);
    this.piece('note').hidden = true;
    this.dataset['source'] = 'live';
    this.showPaging(answer.count, answer.results.length);
    this.showFacets(answer);
    const { noResults } = this.config.messages;
    if (answer.results.length) this.say(this.countText(answer.count), 'heard');
    else this.say(noResults);
  }

  /** Goes back to what the page came with. */
  private showSnapshot(): void {
    const { snapshot } = this.config;
    this.piece('note').hidden = false;
    this.piece('paging').hidden = true;
    this.dataset['source'] = 'snapshot';
    this.showRows(snapshot?.results ?? []);
    this.piece('count').textContent = snapshot ? this.countText(snapshot.count) : '';
  }

  private showRows(records: Record<string, unknown>[]): void {
    const rows = records.map((record) => {
      const row = toRow(this.config.catalogue, record, this.config);
      const item = document.createElement('li');
      const title = document.createElement(row.href ? 'a' : 'span');
      title.className = 'record__title';
      if (row.href) title.setAttribute('href', row.href);
      if (row.name) {
        const name = document.createElement('i');
        name.textContent = row.name;
        title.append(name, row.title.slice(row.name.length));
      } else title.textContent = row.title;
      const facts = document.createElement('span');
      facts.className = 'record__facts';
      for (const fact of row.facts) {
        const part = document.createElement('span');
        part.textContent = fact;
        facts.append(part, ' ');
      }
      item.append(title, ' ', facts);
      return item;
    });
    this.piece('rows').replaceChildren(...rows);
  }

  private showPaging(count: number, shown: number): void {
    const { offset } = this.choice;
    const { limit, locale, messages } = this.config;
    const number = new Intl.NumberFormat(locale);
    this.piece('paging').hidden = count <= limit && offset === 0;
    this.piece<HTMLButtonElement>('previous').disabled = offset === 0;
    this.piece<HTMLButtonElement>('next').disabled = offset + limit >= count;
    this.piece('range').textContent = shown
      ? fill(messages.resultRange, {
          from: number.format(offset + 1),
          to: number.format(offset + shown),
          total: number.format(count),
        })
      : '';
  }

  private showFacets(answer: Answer): void {
    const byField = new Map(
      answer.facets.map((facet) => [facet.field.replaceAll('_', '').toUpperCase(), facet.counts]),
    );
    const number = new Intl.NumberFormat(this.config.locale);
    for (const filter of this.config.filters) {
      const counts = byField.get(filter.name.toUpperCase());
      const field = this.form.elements.namedItem(filter.name);
      // A choice that is made keeps the list it was made from.
      if (!counts?.length || !(field instanceof HTMLSelectElement) || field.value) continue;
      const labels = new Map(filter.options.map((option) => [option.value, option.label]));
      const options = counts.map(({ name, count }) => {
        const label = labels.get(name) ?? this.valueLabel(filter.name, name);
        return new Option(`${label} (${number.format(count)})`, name);
      });
      field.replaceChildren(field.options[0] ?? new Option('', ''), ...options);
    }
  }

  /** A select offers only what it knows: a value from the address is added to it. */
  private keepOption(field: HTMLSelectElement, value: string): void {
    if (!value || [...field.options].some((option) => option.value === value)) return;
    field.add(new Option(this.valueLabel(field.name, value), value));
  }
}

customElements.define('gbif-search', GbifSearch);

/**
 * <gbif-search>: a live search of one catalogue of GBIF. It asks when it is seen and when the
 * reader chooses, keeps the choice in the page's address, and whenever GBIF does not answer, the
 * kept rows come back with the date they are of.
 *
 * Attributes: `prefix` is put before the names of the address's parameters, where a page has
 * several searches; `name` before the ids of its fields.
 */

import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { pageOf, type Page } from '../answers';
import { tellUrl } from '../widget/url';
import { LiveElement } from '../live';
import type { Asked } from '../queue';
import { AT_REST } from '../state';
import type { SearchValue } from '../values';
import { NO_CHOICE, questionOf, readChoice, writeChoice, type Choice } from './query';
import { settingsOf, valueLabel, type Option, type Settings } from './settings';
import { Suggestions } from './suggestions';
import { searchView, type Handlers } from './view';

const TYPING_MS = 400;

class GbifSearch extends LiveElement<SearchValue> {
  static override properties: PropertyDeclarations = {
    parameterPrefix: { attribute: 'prefix' },
    name: {},
    choice: { state: true },
    waiting: { state: true },
  };

  /** The attribute `prefix`, a name that elements have already. */
  declare parameterPrefix: string;
  declare name: string;
  declare private choice: Choice;
  declare private waiting: boolean;
  private settings!: Settings;
  private page: Page | null = null;
  private offers: Record<string, Option[]> = {};
  private turns = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly suggestions = new Suggestions();

  constructor() {
    super();
    this.parameterPrefix = '';
    this.name = 'search';
    this.choice = NO_CHOICE;
    this.waiting = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.restore);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.restore);
    clearTimeout(this.typing);
    this.suggestions.stop();
  }

  protected question(): Asked | null {
    return this.value && questionOf(this.value, this.settings, this.choice);
  }

  protected read(answer: unknown): void {
    this.page = pageOf(answer);
    this.offer(this.page);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('value')) this.settings = settingsOf(this.value!, this.place, this.parameterPrefix);
  }

  protected override render(): TemplateResult {
    const shown = {
      state: this.state,
      asking: this.waiting,
      choice: this.choice,
      page: this.state.source === 'live' ? this.page : null,
      offers: this.offers,
    };
    return searchView(this.place, this.value!, this.settings, this.name, shown, this.handlers);
  }

  protected override firstUpdated(): void {
    // What was typed before this was loaded counts as much as what came with the address.
    this.choice = this.formChoice(readChoice(new URLSearchParams(location.search), this.settings));
    void this.updateComplete.then(() => this.showChoice());
  }

  protected override updated(): void {
    super.updated();
    this.toggleAttribute('aria-busy', false);
    if (this.waiting && this.state.source !== 'busy') this.setAttribute('aria-busy', 'true');
    for (const field of this.form.querySelectorAll('select')) {
      field.value = this.choice.filters[field.name] ?? '';
    }
  }

  protected override async ask(): Promise<void> {
    this.turns += 1;
    const turn = this.turns;
    if (this.state.source === 'busy') this.state = AT_REST;
    this.waiting = true;
    await super.ask();
    if (turn === this.turns) this.waiting = false;
  }

  private get form(): HTMLFormElement {
    return this.querySelector<HTMLFormElement>('[data-part=form]')!;
  }

  private readonly restore = (): void => {
    if (!this.hasUpdated) return;
    this.choice = readChoice(new URLSearchParams(location.search), this.settings);
    void this.updateComplete.then(() => this.showChoice());
    tellUrl();
    void this.ask();
  };

  private readonly handlers: Handlers = {
    submit: (event) => {
      event.preventDefault();
      this.choose();
    },
    input: (event) => {
      const field = event.target as HTMLInputElement;
      if (field.list) this.suggest(field);
      if (field.tagName !== 'INPUT' || field.list) return;
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.choose(), TYPING_MS);
    },
    change: () => this.choose(),
    // The form's fields are emptied after this event.
    reset: () => void setTimeout(() => this.submitChoice(NO_CHOICE)),
    turn: (direction) => {
      const offset = Math.max(0, this.choice.offset + direction * this.settings.limit);
      this.submitChoice({ ...this.choice, offset });
      this.querySelector<HTMLElement>('[data-part=results]')?.focus();
    },
    again: () => void this.ask(),
    drop: (filter) => {
      const { [filter]: _dropped, ...filters } = this.choice.filters;
      this.submitChoice({ ...this.choice, filters, offset: 0 });
      this.form.querySelector<HTMLElement>('input')?.focus();
    },
  };

  /** Takes the form's fields as the choice, and asks when that changes anything. */
  private choose(): void {
    clearTimeout(this.typing);
    const own = new Set(this.settings.filters.map((filter) => filter.name));
    const others = Object.entries(this.choice.filters).filter(([name]) => !own.has(name));
    // What came with the address and has no field here stays until it is taken away.
    const next = this.formChoice({ q: '', filters: Object.fromEntries(others), offset: 0 });
    const same = (one: Choice): string => JSON.stringify([one.q, Object.entries(one.filters).sort()]);
    if (same(next) !== same(this.choice)) this.submitChoice(next);
  }

  /** `choice` with what the form's fields say. */
  private formChoice(choice: Choice): Choice {
    const fields = new FormData(this.form);
    const filters = { ...choice.filters };
    const value = (name: string): string => String(fields.get(name) ?? '').trim();
    for (const { name, kind } of this.settings.filters) {
      if (kind === 'range') {
        const [from, to] = [value(`${name}.from`), value(`${name}.to`)];
        if (from || to) filters[name] = `${from || '*'},${to || '*'}`;
      } else if (value(name)) {
        filters[name] = kind === 'key' ? this.suggestions.keyOf(name, value(name)) : value(name);
      }
    }
    return { ...choice, q: value('q') || choice.q, filters };
  }

  private submitChoice(choice: Choice): void {
    this.choice = choice;
    const address = new URL(location.href);
    address.search = writeChoice(address.searchParams, choice, this.settings).toString();
    history.pushState(null, '', address);
    tellUrl();
    void this.ask();
  }

  /** Puts the choice into the form's fields. */
  private showChoice(): void {
    const set = (name: string, value: string): void => {
      const field = this.form.elements.namedItem(name);
      if (field instanceof HTMLInputElement && document.activeElement !== field) field.value = value;
    };
    set('q', this.choice.q);
    for (const { name, kind } of this.settings.filters) {
      const value = this.choice.filters[name] ?? '';
      if (kind === 'range') {
        const [from = '', to = from] = value.split(',');
        set(`${name}.from`, from === '*' ? '' : from);
        set(`${name}.to`, to === '*' ? '' : to);
      } else set(name, value);
    }
  }

  private suggest(field: HTMLInputElement): void {
    const { suggest } = this.settings.filters.find(({ name }) => name === field.name) ?? {};
    if (suggest && this.value) this.suggestions.offer(field, suggest, this.value.endpoint);
  }

  /** Offers what GBIF counted; a choice that is made keeps the list it was made from. */
  private offer({ facets }: Page): void {
    const plain = (name: string): string => name.replaceAll('_', '').toUpperCase();
    const counts = new Map(facets.map((facet) => [plain(facet.field), facet.counts]));
    const written = new Intl.NumberFormat(this.place.locale);
    for (const { name } of this.settings.filters) {
      const counted = counts.get(plain(name));
      if (!counted?.length || this.choice.filters[name]) continue;
      this.offers[name] = counted.map((one) => ({
        value: one.name,
        label: `${valueLabel(name, one.name, this.place)} (${written.format(one.count)})`,
      }));
    }
  }
}

customElements.define('gbif-search', GbifSearch);

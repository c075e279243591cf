/**
 * What every element has in common: it takes its configuration from the document, shows what GBIF
 * last answered, asks when it is seen, and says when it shows old numbers.
 */

import { hydrate } from '@lit-labs/ssr-client';
import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { askGbif, type Asked } from './queue';
import { AT_REST, type Place, type State } from './state';
import { loadWords } from './words';

/**
 * An element that draws into itself, so that the page's styles hold. `value` is the value of a
 * block of a document: set it, or write it as JSON into a <script type="application/json"> child.
 * What else the element holds stays until there is something to draw; what the server has drawn
 * (`renderElement`) is taken over as it stands.
 */
export abstract class LiveElement<Value extends object> extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    state: { state: true },
  };

  declare value: Value | null;
  declare protected state: State;
  protected place!: Place;
  private asking: AbortController | null = null;
  private answered = false;
  private readonly sight = new IntersectionObserver((entries) => {
    const seen = entries.at(-1)?.isIntersecting;
    if (!seen) this.leave();
    else if (!this.answered && !this.asking) void this.ask();
  });

  constructor() {
    super();
    this.value = null;
    this.state = AT_REST;
  }

  /** What to ask GBIF now; null when there is nothing to ask. */
  protected abstract question(): Asked | null;

  /** Take in what GBIF answers. Throws when it is nonsense. */
  protected abstract read(answer: unknown): void;

  override connectedCallback(): void {
    this.value ??= this.written();
    super.connectedCallback();
    void this.updateComplete.then(() => this.isConnected && this.sight.observe(this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sight.disconnect();
    this.leave();
  }

  private written(): Value | null {
    const json = this.querySelector(':scope > script[type="application/json"]')?.textContent;
    try {
      return json ? (JSON.parse(json) as Value) : null;
    } catch (error) {
      console.error(`<${this.localName}>: its configuration is no JSON`, error);
      return null;
    }
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override async scheduleUpdate(): Promise<void> {
    const locale = this.closest<HTMLElement>('[lang]')?.lang || 'en';
    if (this.place?.locale !== locale) this.place = { locale, words: await loadWords(locale) };
    await super.scheduleUpdate();
  }

  protected override shouldUpdate(): boolean {
    return this.value !== null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('value') || !this.hasUpdated) return;
    // Another page of the same application: everything begins again.
    this.leave();
    this.answered = false;
    this.state = AT_REST;
    this.sight.unobserve(this);
    this.sight.observe(this);
  }

  protected override update(changed: PropertyValues): void {
    if (!this.hasUpdated) this.takeOver();
    super.update(changed);
  }

  /** Make what the server has drawn this element's own, or make room. */
  private takeOver(): void {
    const drawn = [...this.childNodes].some(
      (node) => node instanceof Comment && node.data.startsWith('lit-part'),
    );
    try {
      if (drawn) return void hydrate(this.render(), this, this.renderOptions);
    } catch (error) {
      console.warn(`<${this.localName}>: drawn anew`, error);
      Reflect.deleteProperty(this, '_$litPart$');
    }
    this.replaceChildren(...this.querySelectorAll(':scope > script'));
  }

  protected override updated(): void {
    const { source } = this.state;
    this.dataset['source'] = source === 'busy' ? 'snapshot' : source;
  }

  /** Ask GBIF, whatever it answered before. */
  protected async ask(): Promise<void> {
    const question = this.question();
    if (!question) return;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const answer = await askGbif(question, asking.signal, (seconds) => {
        this.state = { source: 'busy', seconds };
      });
      if (asking.signal.aborted) return;
      this.read(answer);
      this.state = { source: 'live', seconds: 0 };
      this.answered = true;
    } catch {
      if (asking.signal.aborted) return;
      this.state = { source: 'failed', seconds: 0 };
    }
    this.asking = null;
  }

  /** Out of sight: whatever was asked for is not needed any more. */
  private leave(): void {
    this.asking?.abort();
    this.asking = null;
  }
}

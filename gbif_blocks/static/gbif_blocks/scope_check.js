// <gbif-scope-check>: what the scope in this form asks of GBIF, kept up while somebody edits.

const WAIT_AFTER_TYPING = 600;

/** @typedef {{text: string, url: string, warnings: string[]}} Counted */

class ScopeCheck extends HTMLElement {
  #timer = 0;
  // Whether GBIF is to be asked too; until it was, since a check gives way to the next one.
  #counting = false;
  /** @type {AbortController | null} */
  #asking = null;

  connectedCallback() {
    const form = this.closest('form');
    if (!form) return;
    const later = () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#check(form), WAIT_AFTER_TYPING);
    };
    form.addEventListener('input', later);
    form.addEventListener('change', later);
    // The button may not be there yet while the page is still being read.
    this.addEventListener('click', (event) => {
      if (!(/** @type {Element} */ (event.target).closest('[data-count]'))) return;
      this.#counting = true;
      this.#check(form);
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** @param {HTMLFormElement} form */
  async #check(form) {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = new AbortController();
    const body = new FormData(form);
    if (this.#counting) body.append('count-now', 'true');
    // A number that was counted before is not that of what stands there now.
    this.#tellCount({ text: '', url: '', warnings: [] });
    try {
      const response = await fetch(this.dataset.url ?? '', {
        method: 'POST',
        body,
        signal: this.#asking.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      this.#show(await response.json());
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'AbortError') return;
      this.#say(this.dataset.unchecked ?? '');
    }
  }

  /** @param {{mistakes?: {place: string, text: string}[], catalogues?: {name: string, state: string, asked: string, note: string}[], counted?: Counted}} told */
  #show(told) {
    if (told.mistakes) {
      const listed = told.mistakes.map((one) => (one.place ? `${one.place}: ${one.text}` : one.text));
      this.#say([this.dataset.mistakes, ...listed].join(' '));
      return;
    }
    this.#say('');
    if (told.counted) {
      this.#counting = false;
      this.#tellCount(told.counted);
    }
    for (const one of told.catalogues ?? []) {
      const row = this.querySelector(`[data-catalogue="${one.name}"]`);
      if (!row) continue;
      row.setAttribute('data-state', one.state);
      /** @type {HTMLElement} */ (row.querySelector('[data-asked]')).textContent = one.asked;
      /** @type {HTMLElement} */ (row.querySelector('[data-note]')).textContent = one.note;
    }
  }

  /** @param {Counted} counted */
  #tellCount({ text, url, warnings }) {
    const place = /** @type {HTMLElement} */ (this.querySelector('[data-counted]'));
    place.textContent = [text, ...warnings].filter(Boolean).join(' ');
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector('[data-found]'));
    link.hidden = !url;
    link.href = url || '#';
  }

  /** @param {string} text */
  #say(text) {
    /** @type {HTMLElement} */ (this.querySelector('[role="status"]')).textContent = text;
  }
}

customElements.define('gbif-scope-check', ScopeCheck);

// <gbif-scope-check>: what the scope in this form asks of GBIF, kept up while somebody edits.

const WAIT_AFTER_TYPING = 600;

class ScopeCheck extends HTMLElement {
  #timer = 0;
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
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** @param {HTMLFormElement} form */
  async #check(form) {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const body = new FormData(form);
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

  /** @param {{mistakes?: {place: string, text: string}[], catalogues?: {name: string, state: string, asked: string, note: string}[]}} told */
  #show(told) {
    if (told.mistakes) {
      const listed = told.mistakes.map((one) => (one.place ? `${one.place}: ${one.text}` : one.text));
      this.#say([this.dataset.mistakes, ...listed].join(' '));
      return;
    }
    this.#say('');
    for (const one of told.catalogues ?? []) {
      const row = this.querySelector(`[data-catalogue="${one.name}"]`);
      if (!row) continue;
      row.setAttribute('data-state', one.state);
      /** @type {HTMLElement} */ (row.querySelector('[data-asked]')).textContent = one.asked;
      /** @type {HTMLElement} */ (row.querySelector('[data-note]')).textContent = one.note;
    }
  }

  /** @param {string} text */
  #say(text) {
    /** @type {HTMLElement} */ (this.querySelector('[role="status"]')).textContent = text;
  }
}

customElements.define('gbif-scope-check', ScopeCheck);

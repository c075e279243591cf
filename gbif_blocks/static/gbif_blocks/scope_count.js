// <gbif-scope-count>: how many occurrences the scope in this form has, kept up while somebody edits.
//
// It asks after a change in the form or by its button, never because the form was opened.

(() => {
  const WAIT_AFTER_EDIT = 900;

  class ScopeCount extends HTMLElement {
    #timer = 0;
    /** @type {AbortController | null} */
    #asking = null;
    /** What was counted last, so that other fields of the form ask nothing. */
    #counted = '';

    connectedCallback() {
      // While the page is still being read, this element has no children yet.
      if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', () => this.connectedCallback(), { once: true });
        return;
      }
      const form = this.closest('form');
      if (!form) return;
      const later = () => {
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(() => this.#count(form), WAIT_AFTER_EDIT);
      };
      form.addEventListener('input', later);
      form.addEventListener('change', later);
      this.querySelector('button')?.addEventListener('click', () => {
        this.#counted = '';
        this.#count(form);
      });
    }

    disconnectedCallback() {
      clearTimeout(this.#timer);
      this.#asking?.abort();
    }

    /** @param {HTMLFormElement} form */
    async #count(form) {
      clearTimeout(this.#timer);
      const body = new FormData(form);
      const asked = JSON.stringify([...body]);
      if (asked === this.#counted) return;
      this.#asking?.abort();
      const asking = new AbortController();
      this.#asking = asking;
      this.#say(this.dataset.counting ?? '');
      try {
        const response = await fetch(this.dataset.url ?? '', {
          method: 'POST',
          body,
          headers: { 'X-Requested-With': 'XMLHttpRequest' },
          signal: asking.signal,
        });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        const told = await response.json();
        if (asking.signal.aborted) return;
        this.#counted = asked;
        this.#show(told);
      } catch {
        if (!asking.signal.aborted) this.#say(this.dataset.failed ?? '', true);
      }
    }

    /** @param {{mistakes?: boolean, text: string, url: string, warnings: string[]}} told */
    #show({ mistakes, text, url, warnings }) {
      if (mistakes) {
        this.#say(this.dataset.mistakes ?? '', true);
        return;
      }
      const said = [text, ...warnings].filter(Boolean);
      const status = this.#say(said.join(' '), warnings.length > 0);
      if (!url) return;
      const link = Object.assign(document.createElement('a'), {
        href: url,
        target: '_blank',
        rel: 'noreferrer',
        textContent: this.dataset.site,
      });
      const where = document.createElement('span');
      where.className = 'w-sr-only';
      where.textContent = ` (${this.dataset.newWindow})`;
      link.append(where);
      status.append(said.length ? ' · ' : '', link);
    }

    /**
     * @param {string} text
     * @param {boolean} warns
     */
    #say(text, warns = false) {
      const status = /** @type {HTMLElement} */ (this.querySelector('[aria-live]'));
      status.textContent = text;
      this.toggleAttribute('data-warns', warns);
      return status;
    }
  }

  customElements.define('gbif-scope-count', ScopeCount);
})();

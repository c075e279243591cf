// <gbif-block-check>: how many records the query of a block finds, told below its form.
//
// It asks after a change in the block or by its button, never because a form was opened.

(() => {
  const WAIT_AFTER_EDIT = 800;

  /**
   * @typedef {{url: string, now: string, checking: string, failed: string, site: string,
   *   newWindow: string, label: string}} Words
   */

  /**
   * @param {string} tag
   * @param {Record<string, any>} properties
   * @returns {any}
   */
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  class BlockCheck extends HTMLElement {
    #timer = 0;
    #turn = 0;
    /** The name that the block's fields begin with. */
    prefix = '';
    /** @type {Words} */
    words = /** @type {any} */ ({});

    /** @param {HTMLElement} container the block's form */
    watch(container) {
      this.told = make('p', { className: 'gbif-chooser__status' });
      this.told.setAttribute('aria-live', 'polite');
      const button = make('button', { type: 'button', textContent: this.words.now });
      button.className = 'button button-small button-secondary';
      button.addEventListener('click', () => this.#check());
      this.setAttribute('role', 'group');
      this.setAttribute('aria-label', this.words.label);
      this.append(button, this.told);
      const later = () => {
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(() => this.#check(), WAIT_AFTER_EDIT);
      };
      container.addEventListener('input', later);
      container.addEventListener('change', later);
    }

    disconnectedCallback() {
      clearTimeout(this.#timer);
    }

    async #check() {
      clearTimeout(this.#timer);
      const form = this.closest('form');
      if (!form) return;
      const turn = (this.#turn += 1);
      const body = new FormData();
      for (const [name, value] of new FormData(form)) {
        if (name.startsWith(`${this.prefix}-`) && typeof value === 'string') {
          body.append(`block${name.slice(this.prefix.length)}`, value);
        }
      }
      body.append('at', window.location.pathname);
      this.told.textContent = this.words.checking;
      try {
        const response = await fetch(this.words.url, {
          method: 'POST',
          body,
          headers: {
            'X-CSRFToken': /** @type {any} */ (window).wagtailConfig.CSRF_TOKEN,
            'X-Requested-With': 'XMLHttpRequest',
          },
        });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        const told = await response.json();
        if (turn === this.#turn) this.#show(told);
      } catch {
        if (turn === this.#turn) this.told.textContent = this.words.failed;
      }
    }

    /** @param {{mistakes?: string[], text?: string, url?: string, warnings?: string[]}} told */
    #show({ mistakes, text, url, warnings }) {
      const said = mistakes ?? [text, ...(warnings ?? [])].filter(Boolean);
      this.told.replaceChildren(said.join(' '));
      this.toggleAttribute('data-warns', Boolean(mistakes?.length || warnings?.length));
      if (!url) return;
      const link = make('a', { href: url, target: '_blank', rel: 'noreferrer' });
      const where = make('span', { textContent: ` (${this.words.newWindow})` });
      where.className = 'w-sr-only';
      link.append(this.words.site, where);
      this.told.append(said.length ? ' · ' : '', link);
    }
  }

  customElements.define('gbif-block-check', BlockCheck);

  const { StructBlockDefinition } = /** @type {any} */ (window).wagtailStreamField.blocks;

  class CheckedDefinition extends StructBlockDefinition {
    /**
     * @param {HTMLElement} placeholder
     * @param {string} prefix
     * @param {any} state
     * @param {any} error
     */
    render(placeholder, prefix, state, error) {
      const bound = super.render(placeholder, prefix, state, error);
      const check = /** @type {BlockCheck} */ (document.createElement('gbif-block-check'));
      Object.assign(check, { prefix, words: this.meta.check });
      check.watch(bound.container[0]);
      bound.container[0].append(check);
      return bound;
    }
  }

  /** @type {any} */ (window).telepath.register('gbif_blocks.Checked', CheckedDefinition);
})();

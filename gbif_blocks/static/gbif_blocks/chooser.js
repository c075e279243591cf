// <gbif-chooser>: a combobox that searches GBIF while somebody types.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (a list, chosen by hand)
//
// It stands round an input, which becomes hidden and is what the form sends: the JSON of what was
// chosen, or what was typed. With `data-plain` that is the bare key. Nothing is asked of GBIF
// before somebody types.

(() => {
  const WAIT_AFTER_TYPING = 300;
  const SHORTEST = 2;
  let lastId = 0;

  /**
   * @typedef {{key: string, label: string, detail?: string, labels?: Record<string, string>,
   *   checklist?: string, chosen_at?: string, url?: string}} Thing
   * @typedef {{options?: Thing[], chosen?: Thing | null, message?: string}} Told
   */

  /**
   * @param {string} tag
   * @param {Record<string, any>} properties
   * @returns {any}
   */
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  class Chooser extends HTMLElement {
    #made = false;
    #timer = 0;
    #turn = 0;
    /** @type {AbortController | null} */
    #asking = null;
    /** @type {Thing[]} */
    #options = [];
    #active = -1;
    /** @type {Thing | null} */
    #chosen = null;
    /** @type {Record<string, string>} */
    #words = {};
    /** The key of the checklist to search in; GBIF's own when empty. */
    checklist = () => '';
    /** @type {((thing: Thing) => void) | null} called instead of keeping what was picked */
    picked = null;

    connectedCallback() {
      // While the page is still being read, this element has no children yet.
      if (!this.querySelector('input') && document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', () => this.make(), { once: true });
      } else {
        this.make();
      }
    }

    disconnectedCallback() {
      clearTimeout(this.#timer);
      this.#asking?.abort();
    }

    /** Make the parts, once. */
    make() {
      if (this.#made) return;
      const given = this.querySelector('input');
      if (!given) return;
      this.#made = true;
      this.#words = JSON.parse(this.dataset.words || '{}');
      lastId += 1;
      /** @type {HTMLInputElement} */
      this.field = given;
      const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: false });
      /** @type {HTMLInputElement} */
      this.input = input;
      if (given.id) input.id = given.id;
      given.removeAttribute('id');
      for (const name of ['aria-describedby', 'required', 'placeholder', 'aria-label']) {
        const value = given.getAttribute(name);
        if (value !== null) input.setAttribute(name, value);
        given.removeAttribute(name);
      }
      given.type = 'hidden';
      this.list = make('ul', { id: `gbif-chooser-list-${lastId}`, hidden: true });
      this.list.className = 'gbif-chooser__list';
      this.list.setAttribute('role', 'listbox');
      this.list.setAttribute('aria-label', this.#words.search);
      this.told = make('p', { className: 'gbif-chooser__status' });
      this.told.setAttribute('aria-live', 'polite');
      this.shown = make('p', { className: 'gbif-chooser__chosen', hidden: true });
      this.shown.id = `gbif-chooser-chosen-${lastId}`;
      const box = make('div', { className: 'gbif-chooser__box' });
      box.append(input, this.list);
      this.prepend(box);
      this.append(this.shown, this.told);
      this.#listen(input);
      this.#nameInput()?.addEventListener('input', () => this.#setRole());
      this.#setRole();
      this.value = given.value;
    }

    /** What is chosen, as the form sends it. */
    get value() {
      return this.field?.value ?? '';
    }

    set value(text) {
      this.make();
      if (!this.field || !this.input) return;
      this.field.value = text ?? '';
      this.#chosen = this.#read(this.field.value);
      this.input.value = this.#chosen ? this.#chosen.label : this.field.value;
      this.#showChosen();
      this.#setRole();
    }

    /** Words that stand for the value. */
    get label() {
      return this.#chosen ? this.#chosen.label : this.value;
    }

    /** @param {string} text @returns {Thing | null} */
    #read(text) {
      if (!text.startsWith('{')) return null;
      try {
        const found = JSON.parse(text);
        return typeof found.key === 'string' && found.label ? found : null;
      } catch {
        return null;
      }
    }

    /** The field that names the parameter whose value this is. */
    #nameInput() {
      if (!this.dataset.kinds || !this.field) return null;
      const name = this.field.name.replace(/-value$/, '-name');
      return /** @type {HTMLInputElement | null} */ (
        document.querySelector(`[name="${CSS.escape(name)}"]`)
      );
    }

    /** The kind of thing that is searched for; nothing where there is nothing to search. */
    get kind() {
      if (this.dataset.kind) return this.dataset.kind;
      if (!this.dataset.kinds) return '';
      // The field beside may have been made after this one.
      return JSON.parse(this.dataset.kinds)[this.#nameInput()?.value.trim() ?? ''] ?? '';
    }

    #setRole() {
      const input = /** @type {HTMLInputElement} */ (this.input);
      if (this.kind) {
        input.setAttribute('role', 'combobox');
        input.setAttribute('aria-autocomplete', 'list');
        input.setAttribute('aria-controls', this.list.id);
        input.setAttribute('aria-expanded', String(!this.list.hidden));
        input.placeholder = this.#words.search ?? '';
      } else {
        for (const name of ['role', 'aria-autocomplete', 'aria-controls', 'aria-expanded']) {
          input.removeAttribute(name);
        }
        input.placeholder = '';
      }
    }

    /** @param {HTMLInputElement} input */
    #listen(input) {
      input.addEventListener('focus', () => this.#setRole());
      input.addEventListener('input', (event) => {
        // The form hears of it from the field that is sent.
        event.stopPropagation();
        this.#typed();
      });
      input.addEventListener('change', (event) => event.stopPropagation());
      input.addEventListener('keydown', (event) => this.#key(event));
      input.addEventListener('blur', () => this.#left());
      this.list.addEventListener('mousedown', (/** @type {MouseEvent} */ event) => {
        // The field keeps the focus.
        event.preventDefault();
        const option = /** @type {HTMLElement} */ (event.target).closest('[role="option"]');
        if (option) this.#pick(this.#options[Number(option.getAttribute('data-index'))]);
      });
    }

    #typed() {
      const text = /** @type {HTMLInputElement} */ (this.input).value;
      this.#chosen = null;
      this.#showChosen();
      this.#close();
      if (!this.picked) this.#keep(text);
      clearTimeout(this.#timer);
      this.#asking?.abort();
      this.#turn += 1;
      this.#say('');
      if (this.kind && text.trim().length >= SHORTEST) {
        this.#timer = window.setTimeout(() => this.#ask(text), WAIT_AFTER_TYPING);
      }
    }

    /** @param {string} text */
    #keep(text) {
      const hidden = /** @type {HTMLInputElement} */ (this.field);
      if (hidden.value === text) return;
      hidden.value = text;
      for (const name of ['input', 'change']) {
        hidden.dispatchEvent(new Event(name, { bubbles: true }));
      }
    }

    /** @param {string} text */
    async #ask(text) {
      this.#say(this.#words.searching);
      /** @type {Record<string, string>} */
      const query = { q: text };
      const checklist = this.checklist().trim();
      if (checklist && this.kind === 'taxon') query.checklist = checklist;
      const told = await this.#fetch('suggestions', query);
      if (!told) return;
      if (told.chosen) {
        if (this.picked) this.#pick(told.chosen);
        else this.#take(told.chosen);
        if (told.message) this.#say(told.message);
        else if (!this.picked) this.#say('');
        return;
      }
      this.#open(told.options ?? []);
      const count = String(this.#options.length);
      const found = count === '0' ? this.#words.nothing : this.#words.found.replace('%(count)s', count);
      this.#say(told.message || found);
    }

    /**
     * What the server says; null when it was not reached or nobody waits for it any more.
     * @param {string} what
     * @param {Record<string, string>} query
     * @returns {Promise<Told | null>}
     */
    async #fetch(what, query) {
      const turn = (this.#turn += 1);
      this.#asking?.abort();
      this.#asking = new AbortController();
      const url = `${(this.dataset.url ?? '').replace('KIND', this.kind)}${what}/`;
      try {
        const response = await fetch(`${url}?${new URLSearchParams(query)}`, {
          headers: { 'X-Requested-With': 'XMLHttpRequest' },
          signal: this.#asking.signal,
        });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        const told = await response.json();
        return turn === this.#turn ? told : null;
      } catch (error) {
        if (/** @type {Error} */ (error).name !== 'AbortError' && turn === this.#turn) {
          this.#say(this.#words.failed);
        }
        return null;
      }
    }

    /** @param {Thing[]} options */
    #open(options) {
      this.#options = options;
      this.list.replaceChildren(
        ...options.map((one, index) => {
          const option = make('li', { id: `${this.list.id}-${index}` });
          option.setAttribute('role', 'option');
          option.setAttribute('aria-selected', 'false');
          option.setAttribute('data-index', String(index));
          option.append(make('span', { textContent: one.label }));
          if (one.detail) {
            option.append(' ', make('small', { textContent: one.detail }));
          }
          return option;
        }),
      );
      this.list.hidden = !options.length;
      this.#activate(-1);
    }

    #close() {
      this.#open([]);
    }

    /** @param {number} index */
    #activate(index) {
      const input = /** @type {HTMLInputElement} */ (this.input);
      this.#active = index;
      this.#setRole();
      for (const [place, option] of [...this.list.children].entries()) {
        option.setAttribute('aria-selected', String(place === index));
        if (place === index) option.scrollIntoView({ block: 'nearest' });
      }
      if (index >= 0) input.setAttribute('aria-activedescendant', `${this.list.id}-${index}`);
      else input.removeAttribute('aria-activedescendant');
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
      const count = this.#options.length;
      if (event.key === 'Enter' && this.kind) {
        // Enter would send the form.
        event.preventDefault();
        if (this.#active >= 0) this.#pick(this.#options[this.#active]);
      } else if (event.key === 'Escape' && count) {
        event.preventDefault();
        event.stopPropagation();
        this.#close();
      } else if (event.key === 'ArrowDown' && count) {
        event.preventDefault();
        this.#activate((this.#active + 1) % count);
      } else if (event.key === 'ArrowUp' && count) {
        event.preventDefault();
        this.#activate(this.#active <= 0 ? count - 1 : this.#active - 1);
      } else if (event.key === 'Tab' && this.#active >= 0) {
        this.#pick(this.#options[this.#active]);
      }
    }

    #left() {
      this.#close();
      if (this.#chosen || this.picked || !this.kind || !this.value.trim()) return;
      const isKey = /\d/.test(this.value) || /^[A-Z]{2,3}$/.test(this.value.trim());
      if (!isKey) this.#say(this.#words.unchosen);
    }

    /** @param {Thing} thing */
    async #pick(thing) {
      this.#close();
      if (this.picked) {
        this.picked(thing);
        /** @type {HTMLInputElement} */ (this.input).value = '';
        this.#say(`${this.#words.added}: ${thing.label}`);
        return;
      }
      this.#take({ ...thing, chosen_at: new Date().toISOString() });
      this.#say('');
      if (this.checklist().trim()) return;
      // Its names in the portal's languages; what was picked stands without them too.
      const told = await this.#fetch('chosen', { key: thing.key });
      if (told?.chosen?.label) this.#take({ ...told.chosen, detail: thing.detail });
    }

    /** @param {Thing} thing */
    #take(thing) {
      const input = /** @type {HTMLInputElement} */ (this.input);
      const plain = 'plain' in this.dataset;
      const { key, label, labels = {}, checklist = '', chosen_at = '' } = thing;
      this.#chosen = label ? thing : null;
      input.value = label || key;
      const kept = JSON.stringify({ key, label, labels, checklist, chosen_at });
      this.#keep(plain || !label ? key : kept);
      this.#close();
      this.#showChosen();
    }

    #showChosen() {
      const thing = this.#chosen;
      const key = this.value.trim();
      this.shown.replaceChildren();
      const given = this.dataset.kind && /\d/.test(key) && !key.includes(' ');
      this.shown.hidden = !thing && !given;
      if (thing) {
        const own = thing.labels?.[(this.dataset.language ?? '').slice(0, 2)];
        const words = [own && own !== thing.label ? own : '', thing.detail ?? ''];
        words.push(`${this.#words.key} ${thing.key}`, (thing.chosen_at ?? '').slice(0, 10));
        this.shown.append(words.filter(Boolean).join(' · '));
        const url = (this.#words[`site-${this.kind}`] ?? '').replace('KEY', encodeURIComponent(thing.key));
        if (url) {
          const link = make('a', { href: url, target: '_blank', rel: 'noreferrer' });
          link.append(this.#words.site, make('span', { className: 'w-sr-only', textContent: ` (${this.#words.newWindow})` }));
          this.shown.append(' · ', link);
        }
      } else if (!this.shown.hidden) {
        this.shown.append(this.#words.unverified);
      }
    }

    /** @param {string | undefined} text */
    #say(text) {
      this.told.textContent = text ?? '';
    }
  }

  customElements.define('gbif-chooser', Chooser);

  /** The widget as Wagtail's blocks know it: as in wagtail.widgets.BoundWidget. */
  class BoundChooser {
    /** @param {any} chooser */
    constructor(chooser) {
      customElements.upgrade(chooser);
      chooser.make();
      this.chooser = chooser;
      this.input = chooser.input;
      this.idForLabel = chooser.input.id;
    }

    getValue() {
      return this.chooser.value;
    }

    getState() {
      return this.chooser.value;
    }

    /** @param {string} state */
    setState(state) {
      this.chooser.value = state;
    }

    /** @param {boolean} invalid */
    setInvalid(invalid) {
      if (invalid) this.input.setAttribute('aria-invalid', 'true');
      else this.input.removeAttribute('aria-invalid');
    }

    /** @param {{maxLength?: number}} options */
    getTextLabel(options) {
      const text = this.chooser.label;
      const longest = options?.maxLength;
      return longest && text.length > longest ? `${text.substring(0, longest - 1)}…` : text;
    }

    focus() {
      this.input.focus();
    }
  }

  class ChooserDefinition {
    /** @param {string} html */
    constructor(html) {
      this.html = html;
    }

    /**
     * @param {HTMLElement} placeholder
     * @param {string} name
     * @param {string} id
     * @param {string} state
     * @param {unknown} _capabilities
     * @param {{attributes?: Record<string, string>}} options
     */
    render(placeholder, name, id, state, _capabilities, options = {}) {
      const box = document.createElement('div');
      box.innerHTML = this.html.replace(/__NAME__/g, name).replace(/__ID__/g, id).trim();
      const chooser = /** @type {Element} */ (box.querySelector('gbif-chooser'));
      const input = /** @type {Element} */ (chooser.querySelector('input'));
      for (const [attribute, value] of Object.entries(options.attributes ?? {})) {
        if (attribute.toLowerCase() !== 'maxlength') input.setAttribute(attribute, value);
      }
      placeholder.replaceWith(chooser);
      const bound = new BoundChooser(chooser);
      bound.setState(state);
      return bound;
    }

    /** @param {string} name @param {Element} element */
    getByName(name, element) {
      return new BoundChooser(element.querySelector(`[name="${CSS.escape(name)}"]`)?.closest('gbif-chooser'));
    }
  }

  window.telepath?.register('gbif_blocks.Chooser', ChooserDefinition);
})();

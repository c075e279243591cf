// <gbif-predicate-editor>: conditions in nested groups.
//
// It stands round a textarea, which holds the predicate as JSON in the widget's dialect and is what
// the form sends; without JavaScript it is edited as it is. The server checks the whole on every
// change and names the place of each mistake.

/**
 * @typedef {Record<string, any>} Json a predicate
 * @typedef {{type: string, ranges: boolean, example: string, values?: string[], kind?: string}} Parameter
 * @typedef {{parameters: Record<string, Parameter>, often: string[],
 *   countries: [string, string][], words: Record<string, string>,
 *   chooser: {url: string, words: Record<string, string>}}} Terms
 */

const WAIT_AFTER_CONDITION = 500;
const COMPARISON_LIMITS = /** @type {Record<string, string>} */ ({
  greaterThanOrEquals: 'gte',
  greaterThan: 'gt',
  lessThanOrEquals: 'lte',
  lessThan: 'lt',
});
let lastId = 0;

/**
 * A new element with properties and children.
 * @param {string} tag
 * @param {Record<string, any>} properties
 * @param {(Node | string)[]} children
 * @returns {any}
 */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  // The admin's styles go by the attribute.
  if (tag === 'input' && !properties.type) made.type = 'text';
  made.append(...children);
  return made;
}

/**
 * A field under its label.
 * @param {string} text
 * @param {HTMLElement} field
 */
function labelled(text, field) {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') {
    return element('label', { className: 'gbif-editor__check' }, field, element('span', {}, text));
  }
  lastId += 1;
  field.id ||= `gbif-field-${lastId}`;
  const label = element('label', { htmlFor: field.id }, text);
  return element('div', { className: 'gbif-editor__field' }, label, field);
}

/**
 * A select with its options.
 * @param {[string, string][]} options value and text
 * @param {string | string[]} chosen
 */
function choice(options, chosen) {
  const multiple = Array.isArray(chosen);
  const values = multiple ? chosen : [chosen];
  const select = element('select', { multiple });
  for (const [value, text] of options) {
    select.append(element('option', { value, selected: values.includes(value) }, text));
  }
  // What is not offered is shown all the same, for the server to judge.
  for (const value of values.filter((one) => one && !options.some(([known]) => known === one))) {
    select.append(element('option', { value, selected: true }, value));
  }
  return select;
}

class PredicateEditor extends HTMLElement {
  #timer = 0;
  #checks = 0;
  #made = false;
  /** @type {Terms} */
  #terms = /** @type {Terms} */ ({});
  /** Place in the JSON to the part of the form that says it. @type {Map<string, HTMLElement>} */
  #places = new Map();

  connectedCallback() {
    if (this.#made) return;
    // While the page is still being read, this element has no children yet.
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => this.connectedCallback(), { once: true });
      return;
    }
    this.#made = true;
    const terms = this.querySelector('script[type="application/json"]');
    this.#terms = JSON.parse(terms?.textContent ?? '{}');
    const tree = this.#parsed();
    // What cannot be read stays as it was typed, with its mistakes beside it.
    const editable = tree !== undefined && (tree === null || this.#editable(tree));
    const details = element('details', { open: !editable });
    details.append(element('summary', {}, this.#words.json), this.#text);
    const status = element('p', { className: 'gbif-editor__status' });
    status.setAttribute('role', 'status');
    const top = element('div', { className: 'gbif-editor' });
    this.append(top, status, details);
    if (editable) this.#build(tree);
    this.#text.addEventListener('input', () => this.#checkLater());
    this.#text.addEventListener('change', () => this.#rebuild());
    top.addEventListener('input', () => this.#changed());
    top.addEventListener('change', () => this.#changed());
    if (this.#text.value.trim()) this.#check();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get #words() {
    return this.#terms.words;
  }

  get #text() {
    return /** @type {HTMLTextAreaElement} */ (
      this.querySelector(':scope > textarea, :scope > details > textarea')
    );
  }

  get #top() {
    return /** @type {HTMLElement} */ (this.querySelector(':scope > .gbif-editor'));
  }

  /** The JSON in the textarea: null for none, undefined for what is no JSON object. */
  #parsed() {
    const text = this.#text.value.trim();
    if (!text || text === 'null') return null;
    try {
      const found = JSON.parse(text);
      return found && typeof found === 'object' && !Array.isArray(found) ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Whether every part is of a kind that this form has; else the text is left alone.
   * @param {Json} data
   * @returns {boolean}
   */
  #editable(data, depth = 0) {
    if (!data || typeof data !== 'object' || depth > 20) return false;
    if (data.type === 'and' || data.type === 'or') {
      return (
        Array.isArray(data.predicates) &&
        data.predicates.every((/** @type {Json} */ part) => this.#editable(part, depth + 1))
      );
    }
    if (data.type === 'not') return this.#editable(data.predicate, depth + 1);
    if (data.type.startsWith('is') && data.checklistKey) return false;
    const known = ['equals', 'in', 'like', 'range', 'within', 'geoDistance', 'isNull', 'isNotNull'];
    return known.includes(data.type) || data.type in COMPARISON_LIMITS;
  }

  /** @param {Json | null} tree */
  #build(tree) {
    this.#top.replaceChildren(this.#group(tree && this.#asGroup(tree), true));
  }

  #rebuild() {
    const tree = this.#parsed();
    if (tree !== undefined && (tree === null || this.#editable(tree))) this.#build(tree);
    this.#checkLater();
  }

  /**
   * The outermost part is always a group.
   * @param {Json} tree
   */
  #asGroup(tree) {
    const inner = tree.type === 'not' ? tree.predicate : tree;
    return inner.type === 'and' || inner.type === 'or' ? tree : { type: 'and', predicates: [tree] };
  }

  // Making the form

  /**
   * @param {Json | null} data
   * @param {boolean} outermost
   */
  #group(data, outermost = false) {
    const words = this.#words;
    const negated = data?.type === 'not';
    const inner = negated ? data?.predicate : data;
    const made = element('fieldset', { className: 'gbif-editor__group' });
    made.append(element('legend', {}, words.group));
    const not = element('input', { type: 'checkbox', checked: negated, className: 'is-not' });
    const mode = choice(
      [
        ['and', words.all],
        ['or', words.any],
      ],
      inner?.type === 'or' ? 'or' : 'and',
    );
    mode.className = 'is-mode';
    const row = element('div', { className: 'gbif-editor__row' });
    row.append(labelled(words.combine, mode), labelled(words.not, not));
    const parts = element('div', { className: 'gbif-editor__parts' });
    for (const part of inner?.predicates ?? []) parts.append(this.#part(part));
    const buttons = element('div', { className: 'gbif-editor__row' });
    const add = this.#button(words.addCondition, () => this.#add(parts, this.#condition(null)));
    add.classList.add('is-add');
    buttons.append(
      add,
      this.#button(words.addGroup, () => this.#add(parts, this.#group(null))),
    );
    if (!outermost) buttons.append(this.#button(words.removeGroup, () => this.#remove(made)));
    made.append(row, parts, buttons);
    return made;
  }

  /** @param {Json} data */
  #part(data) {
    const inner = data.type === 'not' ? data.predicate : data;
    if (inner.type === 'and' || inner.type === 'or') return this.#group(data);
    // "Not not" has no form of its own: the inner one becomes a group.
    if (inner.type === 'not') {
      return this.#group({ type: 'not', predicate: { type: 'and', predicates: [inner] } });
    }
    return this.#condition(data);
  }

  /** @param {Json | null} data */
  #condition(data) {
    const words = this.#words;
    let negated = data?.type === 'not';
    let inner = negated ? data?.predicate : data;
    if (inner?.key === 'notIssues' && inner.type === 'equals') {
      inner = { ...inner, key: 'issue' };
      negated = !negated;
    }
    const made = element('fieldset', { className: 'gbif-editor__condition' });
    made.append(element('legend', {}, words.condition));
    const name = this.#parameterChoice(this.#nameOf(inner));
    const not = element('input', { type: 'checkbox', checked: negated, className: 'is-not' });
    const how = element('div', { className: 'gbif-editor__field is-how' });
    const row = element('div', { className: 'gbif-editor__row' });
    row.append(labelled(words.parameter, name), how, labelled(words.not, not));
    const fields = element('div', { className: 'gbif-editor__row is-fields' });
    made.append(
      row,
      fields,
      this.#button(words.removeCondition, () => this.#remove(made)),
    );
    name.addEventListener('change', () => this.#setOperators(made, null));
    this.#setOperators(made, inner);
    return made;
  }

  /** @param {Json | null} data */
  #nameOf(data) {
    if (!data) return this.#terms.often[0];
    if (data.type === 'within') return 'geometry';
    if (data.type === 'geoDistance') return 'geoDistance';
    return String(data.key ?? data.parameter ?? '');
  }

  /** @param {string} chosen */
  #parameterChoice(chosen) {
    const { often, parameters } = this.#terms;
    const select = choice([], '');
    select.className = 'is-name';
    const others = Object.keys(parameters)
      .filter((name) => !often.includes(name))
      .sort();
    for (const [label, names] of /** @type {[string, string[]][]} */ ([
      [this.#words.often, often],
      [this.#words.others, others],
    ])) {
      const group = element('optgroup', { label });
      for (const name of names) group.append(element('option', { value: name }, name));
      select.append(group);
    }
    if (chosen && !parameters[chosen]) select.append(element('option', { value: chosen }, chosen));
    select.value = chosen;
    return select;
  }

  /**
   * @param {string} name
   * @returns {Parameter}
   */
  #parameter(name) {
    return this.#terms.parameters[name] ?? { type: 'string', ranges: false, example: '' };
  }

  /**
   * The operators of the chosen parameter, and the fields of the chosen operator.
   * @param {HTMLElement} condition
   * @param {Json | null} data
   */
  #setOperators(condition, data) {
    const name = /** @type {HTMLSelectElement} */ (condition.querySelector('.is-name')).value;
    const { type, ranges } = this.#parameter(name);
    let names = ['equals', 'in'];
    if (type === 'wkt') names = ['within'];
    else if (type === 'geo_distance') names = ['geoDistance'];
    else {
      if (ranges) names.push('range');
      if (type === 'string') names.push('like');
      names.push('isNotNull', 'isNull');
    }
    const wanted = data && data.type in COMPARISON_LIMITS ? 'range' : data?.type;
    const operator = choice(
      names.map((one) => [one, this.#words[one]]),
      wanted && names.includes(wanted) ? wanted : names[0],
    );
    operator.className = 'is-operator';
    operator.addEventListener('change', () => this.#setFields(condition, null));
    condition
      .querySelector('.is-how')
      ?.replaceChildren(labelled(this.#words.operator, operator));
    this.#setFields(condition, data);
  }

  /**
   * @param {HTMLElement} condition
   * @param {Json | null} data
   */
  #setFields(condition, data) {
    const name = /** @type {HTMLSelectElement} */ (condition.querySelector('.is-name')).value;
    const operator = /** @type {HTMLSelectElement} */ (condition.querySelector('.is-operator'))
      .value;
    const parameter = this.#parameter(name);
    const fields = /** @type {HTMLElement} */ (condition.querySelector('.is-fields'));
    fields.replaceChildren(...this.#fieldsOf(operator, parameter, data ?? {}));
    const writes = ['equals', 'in', 'like'].includes(operator);
    if (writes && parameter.type === 'taxon_key') {
      const checklist = element('input', { className: 'is-checklist', value: data?.checklistKey ?? '' });
      fields.append(labelled(this.#words.checklist, checklist));
    }
    if (writes && parameter.type === 'string') {
      const box = { type: 'checkbox', className: 'is-case', checked: Boolean(data?.matchCase) };
      fields.append(labelled(this.#words.matchCase, element('input', box)));
    }
  }

  /**
   * @param {string} operator
   * @param {Parameter} parameter
   * @param {Json} data
   * @returns {HTMLElement[]}
   */
  #fieldsOf(operator, parameter, data) {
    const words = this.#words;
    if (operator === 'isNull' || operator === 'isNotNull') return [];
    if (operator === 'within') return [this.#area(String(data.value ?? data.geometry ?? ''))];
    if (operator === 'geoDistance') {
      return ['latitude', 'longitude', 'distance'].map((name) =>
        labelled(words[name], element('input', { className: `is-${name}`, value: data[name] ?? '' })),
      );
    }
    if (operator === 'range') return this.#limits(parameter, data);
    const options = this.#options(parameter);
    if (operator === 'in') {
      const values = (data.values ?? []).map(String);
      if (options) {
        const select = choice(options, values);
        Object.assign(select, { className: 'is-values', size: Math.min(8, options.length) });
        return [labelled(`${words.values.split(',')[0]}. ${words.choose}`, select)];
      }
      const area = element('textarea', { className: 'is-values', rows: 4, value: values.join('\n') });
      const fields = [labelled(words.values, area)];
      if (parameter.kind) fields.push(this.#adder(parameter.kind, area));
      return fields;
    }
    const value = data.value === undefined ? '' : String(data.value);
    if (options && operator === 'equals') {
      const select = choice(options, value || options[0][0]);
      select.className = 'is-value';
      return [labelled(words.value, select)];
    }
    const input = { className: 'is-value', value, placeholder: parameter.example };
    if (parameter.kind && operator === 'equals') {
      return [this.#chooser(parameter.kind, words.value, element('input', input))];
    }
    return [labelled(words.value, element('input', input))];
  }

  /**
   * A field that searches GBIF while somebody types, and holds the bare key of what was picked.
   * @param {string} kind
   * @param {string} label
   * @param {HTMLInputElement} input
   */
  #chooser(kind, label, input) {
    lastId += 1;
    input.id = `gbif-field-${lastId}`;
    const chooser = element('gbif-chooser', {});
    const { url, words } = this.#terms.chooser;
    Object.assign(chooser.dataset, { kind, url, words: JSON.stringify(words), plain: '' });
    chooser.append(input);
    // Before it is part of the page it is an element like any other.
    chooser.checklist = () => {
      const checklist = chooser.closest('.is-fields')?.querySelector('.is-checklist');
      return checklist instanceof HTMLInputElement ? checklist.value : '';
    };
    const made = element('div', { className: 'gbif-editor__field' });
    made.append(element('label', { htmlFor: input.id }, label), chooser);
    return made;
  }

  /**
   * A field that adds the keys of what is picked to a list.
   * @param {string} kind
   * @param {HTMLTextAreaElement} list
   */
  #adder(kind, list) {
    const made = this.#chooser(kind, this.#terms.chooser.words.add, element('input', {}));
    const chooser = made.querySelector('gbif-chooser');
    chooser.picked = (/** @type {{key: string}} */ thing) => {
      const keys = list.value.split('\n').map((line) => line.trim());
      if (!keys.includes(thing.key)) list.value = [...keys.filter(Boolean), thing.key].join('\n');
      list.dispatchEvent(new Event('input', { bubbles: true }));
    };
    return made;
  }

  /**
   * @param {Parameter} parameter
   * @returns {[string, string][] | null}
   */
  #options(parameter) {
    if (parameter.values) return parameter.values.map((value) => [value, value]);
    if (parameter.type === 'country') return this.#terms.countries;
    if (parameter.type === 'boolean') {
      return [
        ['true', this.#words.yes],
        ['false', this.#words.no],
      ];
    }
    return null;
  }

  /**
   * @param {Parameter} parameter
   * @param {Json} data
   */
  #limits(parameter, data) {
    const words = this.#words;
    const single = COMPARISON_LIMITS[data.type];
    const limits = single ? { [single]: data.value } : (data.value ?? {});
    return [
      ['lower', 'gte', 'gt'],
      ['upper', 'lte', 'lt'],
    ].flatMap(([side, closed, open]) => {
      const sign = choice(
        [
          [closed, words[closed]],
          [open, words[open]],
        ],
        open in limits ? open : closed,
      );
      sign.className = `is-${side}-sign`;
      sign.setAttribute('aria-label', `${words[side]}: ${words.operator}`);
      const value = limits[closed] ?? limits[open] ?? '';
      const input = element('input', {
        className: `is-${side}`,
        value: String(value),
        placeholder: parameter.example,
      });
      const limit = element('div', { className: 'gbif-editor__row is-limit' });
      limit.append(element('span', { className: 'gbif-editor__field' }, sign), labelled(words[side], input));
      return [limit];
    });
  }

  /** @param {string} wkt */
  #area(wkt) {
    const made = element('gbif-area-editor', {});
    Object.assign(made.dataset, {
      checkUrl: this.dataset.areaUrl,
      words: JSON.stringify(this.#words),
    });
    const text = element('textarea', { className: 'is-value', rows: 3, value: wkt });
    made.append(labelled(this.#words.area, text));
    made.style.flexBasis = '100%';
    return made;
  }

  /**
   * @param {string} text
   * @param {() => void} act
   */
  #button(text, act) {
    const made = element('button', { type: 'button', textContent: text });
    made.className = 'button button-small button-secondary';
    made.addEventListener('click', act);
    return made;
  }

  /**
   * @param {HTMLElement} parts
   * @param {HTMLElement} part
   */
  #add(parts, part) {
    parts.append(part);
    part.querySelector('select')?.focus();
    this.#changed();
  }

  /** @param {HTMLElement} part */
  #remove(part) {
    const group = part.parentElement?.closest('.gbif-editor__group');
    part.remove();
    /** @type {HTMLElement | null | undefined} */ (group?.querySelector('.is-add:last-of-type'))?.focus();
    this.#changed();
  }

  // Reading the form

  #changed() {
    const group = /** @type {HTMLElement} */ (this.#top.querySelector('.gbif-editor__group'));
    this.#places.clear();
    if (!group) return;
    const tree = this.#read(group, '');
    const text = tree ? JSON.stringify(tree, null, 2) : '';
    if (text !== this.#text.value) {
      this.#text.value = text;
      this.#text.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  /**
   * What a part of the form says; null for a group without conditions.
   * @param {Element} part
   * @param {string} place
   * @returns {Json | null}
   */
  #read(part, place) {
    const negated = /** @type {HTMLInputElement} */ (part.querySelector('.is-not')).checked;
    const at = (/** @type {string} */ field) => (place ? `${place}.${field}` : field);
    const inner = negated ? at('predicate') : place;
    const found = part.classList.contains('gbif-editor__condition')
      ? this.#readCondition(part)
      : this.#readGroup(part, inner);
    this.#places.set(inner, /** @type {HTMLElement} */ (part));
    return found && negated ? { type: 'not', predicate: found } : found;
  }

  /**
   * @param {Element} group
   * @param {string} place
   */
  #readGroup(group, place) {
    const parts = [...(group.querySelector(':scope > .gbif-editor__parts')?.children ?? [])];
    const filled = parts.filter(
      (part) => part.classList.contains('gbif-editor__condition') || part.querySelector('.gbif-editor__condition'),
    );
    if (!filled.length) return null;
    const mode = /** @type {HTMLSelectElement} */ (
      group.querySelector(':scope > .gbif-editor__row .is-mode')
    );
    const predicates = filled.map((part, index) => {
      const field = `predicates[${index}]`;
      return this.#read(part, place ? `${place}.${field}` : field);
    });
    return { type: mode.value, predicates };
  }

  /**
   * @param {Element} condition
   * @returns {Json}
   */
  #readCondition(condition) {
    const field = (/** @type {string} */ name) =>
      /** @type {HTMLInputElement | null} */ (condition.querySelector(`.is-${name}`));
    const value = (/** @type {string} */ name) => field(name)?.value.trim() ?? '';
    const key = value('name');
    const type = value('operator');
    if (type === 'within') return { type, key: 'geometry', value: value('value') };
    if (type === 'geoDistance') {
      const [latitude, longitude, distance] = ['latitude', 'longitude', 'distance'].map(value);
      return { type, latitude, longitude, distance };
    }
    if (type === 'isNull' || type === 'isNotNull') return { type, key };
    if (type === 'range') {
      /** @type {Record<string, string>} */
      const limits = {};
      for (const side of ['lower', 'upper']) {
        if (value(side)) limits[value(`${side}-sign`)] = value(side);
      }
      return { type, key, value: limits };
    }
    /** @type {Json} */
    const found = { type, key };
    if (type === 'in') {
      const values = /** @type {any} */ (field('values'));
      found.values = values.selectedOptions
        ? [...values.selectedOptions].map((option) => option.value)
        : values.value.split('\n').map((/** @type {string} */ line) => line.trim()).filter(Boolean);
    } else {
      found.value = value('value');
    }
    if (value('checklist')) found.checklistKey = value('checklist');
    if (field('case')?.checked) found.matchCase = true;
    return found;
  }

  // Asking the server

  #checkLater() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#check(), WAIT_AFTER_CONDITION);
  }

  async #check() {
    const text = this.#text.value.trim();
    const check = (this.#checks += 1);
    if (!text) {
      this.#tell([], this.#words.nothing);
      return;
    }
    const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
    try {
      const response = await fetch(this.dataset.checkUrl ?? '', {
        method: 'POST',
        body: text,
        headers: {
          'Content-Type': 'text/plain',
          'X-CSRFToken': token instanceof HTMLInputElement ? token.value : '',
        },
      });
      if (!response.ok) throw new Error(String(response.status));
      const told = await response.json();
      if (check !== this.#checks) return;
      if (told.mistakes) this.#tell(told.mistakes, this.#words.mistakes);
      else this.#tell([], told.message);
    } catch {
      if (check === this.#checks) this.#tell([], this.#words.unchecked);
    }
  }

  /**
   * Mistakes beside the parts that have them, the others and the message in the status.
   * @param {{place: string, text: string}[]} mistakes
   * @param {string} message
   */
  #tell(mistakes, message) {
    for (const old of this.querySelectorAll('.gbif-editor .gbif-editor__error.is-told')) old.remove();
    for (const field of this.#top.querySelectorAll('[aria-describedby]')) {
      field.removeAttribute('aria-describedby');
      field.removeAttribute('aria-invalid');
    }
    if (!this.#places.size) this.#placesOnly();
    const unplaced = mistakes.filter((mistake) => !this.#put(mistake));
    const all = [message, ...(unplaced.length ? unplaced : mistakes).map((one) => one.text)];
    const status = /** @type {HTMLElement} */ (this.querySelector(':scope > [role="status"]'));
    status.textContent = all.filter(Boolean).join(' ');
  }

  #placesOnly() {
    const group = this.#top.querySelector('.gbif-editor__group');
    if (group) this.#read(group, '');
  }

  /**
   * @param {{place: string, text: string}} mistake
   * @returns {boolean} whether there is a part of the form that the mistake belongs to
   */
  #put({ place, text }) {
    let at = place;
    while (at && !this.#places.has(at)) at = at.slice(0, Math.max(0, at.lastIndexOf('.')));
    const part = this.#places.get(at);
    if (!part?.classList.contains('gbif-editor__condition')) return false;
    lastId += 1;
    const told = element('p', {
      id: `gbif-mistake-${lastId}`,
      className: 'gbif-editor__error is-told',
      textContent: text,
    });
    part.append(told);
    const field = part.querySelector(
      /\.(key|type|parameter)$/.test(place) ? '.is-name' : '.is-fields input, .is-fields select, .is-fields textarea',
    );
    field?.setAttribute('aria-invalid', 'true');
    field?.setAttribute('aria-describedby', told.id);
    return true;
  }
}

customElements.define('gbif-predicate-editor', PredicateEditor);

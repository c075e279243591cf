// <gbif-area-editor>: an area drawn on an outline of the world, or typed as WKT or GeoJSON.
//
// It stands round a textarea, which keeps the area. The map needs no tiles and no other host. All
// that the mouse does the keyboard can: arrow keys and +/- move the map, and every point is in a
// list. The server checks the area and turns its ring.

const SVG = 'http://www.w3.org/2000/svg';
const OUTLINES = new URL('outlines.json', document.currentScript instanceof HTMLScriptElement
  ? document.currentScript.src : document.baseURI);
const WAIT_AFTER_AREA = 400;
// The widest view, in degrees of longitude, and the closest.
const WIDEST = 360;
const CLOSEST = 0.2;
// What a hand trembles, in pixels: a click that moves less is one, and more moves the map.
const SLOP = 5;
// Of a point on the map, in pixels.
const RADIUS = 8;

/** @typedef {[number, number]} Position longitude, latitude */

/** @type {Promise<string> | null} */
let outlines = null;

/** The coasts and borders as one SVG path, asked once a page. */
function outlinePath() {
  outlines ??= fetch(OUTLINES)
    .then((response) => response.json())
    .then(({ lines }) =>
      lines
        .map((/** @type {number[]} */ line) => {
          let path = `M${line[0] / 100} ${-line[1] / 100}`;
          for (let at = 2; at < line.length; at += 2) {
            // From one edge of the map to the other nothing is drawn.
            const go = Math.abs(line[at]) > 18000 ? 'm' : 'l';
            path += `${go}${line[at] / 100} ${-line[at + 1] / 100}`;
          }
          return path;
        })
        .join(''),
    )
    .catch(() => '');
  return outlines;
}

/**
 * The only ring of a POLYGON without holes, its last point left out; null for any other area.
 * @param {string} wkt
 * @returns {Position[] | null}
 */
function singleRing(wkt) {
  const found = /^\s*POLYGON\s*\(\s*\(([^()]*)\)\s*\)\s*$/i.exec(wkt);
  if (!found) return null;
  const points = found[1].split(',').map((text) => text.trim().split(/\s+/).map(Number));
  if (points.some((point) => point.length !== 2 || point.some(Number.isNaN))) return null;
  const [first, last] = [points[0], points[points.length - 1]];
  if (points.length > 1 && first[0] === last[0] && first[1] === last[1]) points.pop();
  return /** @type {Position[]} */ (points);
}

/**
 * @param {Position[]} points
 */
function ringText(points) {
  if (!points.length) return '';
  return `POLYGON((${[...points, points[0]].map((point) => point.join(' ')).join(',')}))`;
}

/**
 * All rings of any area, for drawing.
 * @param {string} wkt
 * @returns {Position[][]}
 */
function rings(wkt) {
  return [...wkt.matchAll(/\(([^()]+)\)/g)].map((found) =>
    found[1].split(',').map((text) => /** @type {Position} */ (text.trim().split(/\s+/).map(Number))),
  );
}

/** @param {number} number */
const rounded = (number) => Math.round(number * 10000) / 10000;

class AreaEditor extends HTMLElement {
  #timer = 0;
  #checks = 0;
  /** The number of the point that is dragged. */
  #drag = -1;
  /**
   * Where the pointer went down, and what the map showed then.
   * @type {{x: number, y: number, view: {x: number, y: number, width: number}, moved: boolean} | null}
   */
  #grip = null;
  /** The middle of the map and its width, in degrees. */
  #view = { x: 0, y: 0, width: WIDEST };
  /** @type {Record<string, string>} */
  #words = {};
  /** @type {Position[] | null} */
  #points = [];
  #made = false;

  connectedCallback() {
    if (this.#made) return;
    // While the page is still being read, this element has no children yet.
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => this.connectedCallback(), { once: true });
      return;
    }
    this.#made = true;
    this.#words = JSON.parse(this.dataset.words ?? '{}');
    const map = document.createElementNS(SVG, 'svg');
    map.classList.add('gbif-editor__map');
    map.setAttribute('tabindex', '0');
    map.setAttribute('role', 'application');
    map.setAttribute('aria-label', `${this.#words.map}. ${this.#words.mapHelp}`);
    for (const name of ['land', 'area', 'handles']) {
      const part = document.createElementNS(SVG, name === 'handles' ? 'g' : 'path');
      part.setAttribute('class', name);
      map.append(part);
    }
    const help = document.createElement('p');
    help.className = 'help';
    help.textContent = this.#words.mapHelp;
    const buttons = document.createElement('div');
    buttons.className = 'gbif-editor__row';
    buttons.append(
      this.#button('zoomIn', () => this.#zoom(0.5)),
      this.#button('zoomOut', () => this.#zoom(2)),
      this.#button('fit', () => this.#fit()),
      this.#button('rectangle', () => this.#rectangle()),
      this.#button('clear', () => this.#set([])),
    );
    const list = document.createElement('ol');
    list.className = 'gbif-editor__points';
    list.setAttribute('aria-label', this.#words.points);
    list.addEventListener('focusout', () => this.#checkLater());
    const status = document.createElement('p');
    status.className = 'gbif-editor__status';
    status.setAttribute('role', 'status');
    this.append(map, help, buttons, list, status);
    this.#listen(map);
    this.#text.addEventListener('input', () => this.#read());
    this.#read();
    this.#fit();
    outlinePath().then((path) => this.#part('land').setAttribute('d', path));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get #text() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  get #map() {
    return /** @type {SVGSVGElement} */ (this.querySelector('svg'));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {SVGElement} */ (this.querySelector(`svg .${name}`));
  }

  /**
   * @param {string} word
   * @param {() => void} act
   */
  #button(word, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-small button-secondary';
    button.textContent = this.#words[word];
    button.addEventListener('click', act);
    return button;
  }

  /** @param {SVGSVGElement} map */
  #listen(map) {
    map.addEventListener('pointerdown', (event) => {
      const index = /** @type {Element} */ (event.target).getAttribute('data-index');
      this.#drag = index === null ? -1 : Number(index);
      this.#grip = { x: event.clientX, y: event.clientY, view: { ...this.#view }, moved: false };
      if (this.#drag >= 0) map.setPointerCapture(event.pointerId);
    });
    map.addEventListener('pointermove', (event) => {
      const grip = this.#grip;
      if (!grip) return;
      if (this.#drag >= 0) {
        if (!this.#points) return;
        this.#points[this.#drag] = this.#positionOf(event);
        this.#write(false);
        return;
      }
      const [right, down] = [event.clientX - grip.x, event.clientY - grip.y];
      if (!grip.moved && Math.hypot(right, down) < SLOP) return;
      if (!grip.moved) map.setPointerCapture(event.pointerId);
      grip.moved = true;
      const degrees = grip.view.width / map.getBoundingClientRect().width;
      this.#look(grip.view.x - right * degrees, grip.view.y + down * degrees);
    });
    map.addEventListener('pointerup', () => {
      if (this.#drag >= 0) this.#write();
    });
    map.addEventListener('pointercancel', () => {
      this.#grip = null;
      this.#drag = -1;
    });
    map.addEventListener('click', (event) => {
      const dragged = this.#drag >= 0 || this.#grip?.moved;
      this.#grip = null;
      this.#drag = -1;
      if (!dragged && this.#points) this.#set([...this.#points, this.#positionOf(event)]);
    });
    map.addEventListener(
      'wheel',
      (event) => {
        // Whoever scrolls past the map means the page.
        if (document.activeElement !== map) return;
        event.preventDefault();
        const [east, north] = this.#positionOf(event);
        this.#zoom(event.deltaY > 0 ? 1.25 : 0.8);
        const [after, above] = this.#positionOf(event);
        this.#move(east - after, north - above);
      },
      { passive: false },
    );
    map.addEventListener('keydown', (event) => {
      const step = this.#view.width / 8;
      const moves = /** @type {Record<string, () => void>} */ ({
        ArrowLeft: () => this.#move(-step, 0),
        ArrowRight: () => this.#move(step, 0),
        ArrowUp: () => this.#move(0, step),
        ArrowDown: () => this.#move(0, -step),
        '+': () => this.#zoom(0.5),
        '=': () => this.#zoom(0.5),
        '-': () => this.#zoom(2),
      });
      if (!moves[event.key]) return;
      event.preventDefault();
      moves[event.key]();
    });
  }

  /**
   * @param {MouseEvent} event
   * @returns {Position}
   */
  #positionOf(event) {
    const box = this.#map.getBoundingClientRect();
    const { x, y, width } = this.#view;
    const longitude = x + ((event.clientX - box.left) / box.width - 0.5) * width;
    const latitude = y - ((event.clientY - box.top) / box.height - 0.5) * (width / 2);
    return [
      rounded(Math.max(-180, Math.min(180, longitude))),
      rounded(Math.max(-90, Math.min(90, latitude))),
    ];
  }

  /**
   * @param {number} east
   * @param {number} north
   */
  #move(east, north) {
    this.#look(this.#view.x + east, this.#view.y + north);
  }

  /**
   * @param {number} longitude
   * @param {number} latitude
   */
  #look(longitude, latitude) {
    this.#view.x = Math.max(-180, Math.min(180, longitude));
    this.#view.y = Math.max(-90, Math.min(90, latitude));
    this.#draw();
  }

  /** @param {number} factor */
  #zoom(factor) {
    this.#view.width = Math.max(CLOSEST, Math.min(WIDEST, this.#view.width * factor));
    this.#draw();
  }

  /** Show the area, or the world when there is none. */
  #fit() {
    const all = rings(this.#text.value).flat().filter((point) => point.every(Number.isFinite));
    if (all.length) {
      const [west, east] = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0]))];
      const [south, north] = [Math.min(...all.map((p) => p[1])), Math.max(...all.map((p) => p[1]))];
      const width = Math.max(east - west, 2 * (north - south), 1) * 1.3;
      this.#view = { x: (west + east) / 2, y: (south + north) / 2, width: Math.min(WIDEST, width) };
    } else {
      this.#view = { x: 0, y: 0, width: WIDEST };
    }
    this.#draw();
  }

  #rectangle() {
    const { x, y, width } = this.#view;
    const [west, east] = [Math.max(-180, x - width / 2), Math.min(180, x + width / 2)].map(rounded);
    const [south, north] = [Math.max(-90, y - width / 4), Math.min(90, y + width / 4)].map(rounded);
    this.#set([[west, south], [east, south], [east, north], [west, north]]);
  }

  /** @param {Position[]} points */
  #set(points) {
    this.#points = points;
    this.#write();
  }

  /** The points as text; the list and the check only when an act is finished. */
  #write(finished = true) {
    this.#text.value = ringText(this.#points ?? []);
    if (finished) {
      this.#list();
      this.#text.dispatchEvent(new Event('change', { bubbles: true }));
      this.#checkLater();
    }
    this.#draw();
  }

  /** The text as points. */
  #read() {
    const text = this.#text.value;
    this.#points = text.trim() ? singleRing(text) : [];
    this.#list();
    this.#draw();
    this.#checkLater();
  }

  #draw() {
    const { x, y, width } = this.#view;
    const height = width / 2;
    this.#map.setAttribute('viewBox', `${x - width / 2} ${-y - height / 2} ${width} ${height}`);
    const path = rings(this.#text.value)
      .filter((ring) => ring.every((point) => point.length === 2 && point.every(Number.isFinite)))
      .map((ring) => `M${ring.map((point) => `${point[0]} ${-point[1]}`).join('L')}Z`)
      .join('');
    this.#part('area').setAttribute('d', path);
    const radius = (RADIUS * width) / (this.#map.getBoundingClientRect().width || 768);
    const handles = (this.#points ?? []).map((point, index) => {
      const handle = document.createElementNS(SVG, 'circle');
      handle.setAttribute('class', 'point');
      handle.setAttribute('data-index', String(index));
      handle.setAttribute('cx', String(point[0]));
      handle.setAttribute('cy', String(-point[1]));
      handle.setAttribute('r', String(radius));
      return handle;
    });
    this.#part('handles').replaceChildren(...handles);
  }

  #list() {
    const list = /** @type {HTMLOListElement} */ (this.querySelector('ol'));
    if (!this.#points) {
      const item = document.createElement('li');
      item.textContent = this.#words.several;
      list.replaceChildren(item);
      return;
    }
    list.replaceChildren(...this.#points.map((_point, index) => this.#row(index)), this.#adding());
  }

  /** @param {number} index */
  #row(index) {
    const row = document.createElement('li');
    const inputs = ['longitude', 'latitude'].map((name, at) => {
      const input = document.createElement('input');
      input.type = 'number';
      input.step = 'any';
      input.min = at ? '-90' : '-180';
      input.max = at ? '90' : '180';
      input.value = String(/** @type {Position[]} */ (this.#points)[index][at]);
      input.setAttribute('aria-label', `${this.#words.point} ${index + 1}, ${this.#words[name]}`);
      input.addEventListener('change', () => {
        if (!this.#points || input.value === '') return;
        this.#points[index][at] = Number(input.value);
        this.#write();
        // The list was made anew: stay where the editor was.
        this.querySelectorAll('li')[index]?.querySelectorAll('input')[at]?.focus();
      });
      return input;
    });
    const remove = this.#button('removePoint', () => {
      this.#set((this.#points ?? []).filter((_point, at) => at !== index));
      const buttons = this.querySelectorAll('li button');
      /** @type {HTMLElement | undefined} */ (buttons[Math.min(index, buttons.length - 1)])?.focus();
    });
    remove.setAttribute('aria-label', `${this.#words.removePoint}: ${index + 1}`);
    row.append(...inputs, remove);
    return row;
  }

  #adding() {
    const item = document.createElement('li');
    item.append(
      this.#button('addPoint', () => {
        const { x, y } = this.#view;
        this.#set([...(this.#points ?? []), [rounded(x), rounded(y)]]);
        const rows = this.querySelectorAll('li');
        rows[rows.length - 2]?.querySelector('input')?.focus();
      }),
    );
    return item;
  }

  #checkLater() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#check(), WAIT_AFTER_AREA);
  }

  async #check() {
    const text = this.#text.value.trim();
    const check = (this.#checks += 1);
    // A point or two on the way to an area are no mistake yet.
    if (!text || (this.#points && this.#points.length < 3)) {
      this.#say('', false);
      return;
    }
    try {
      const response = await fetch(this.dataset.checkUrl ?? '', {
        method: 'POST',
        body: text,
        headers: { 'X-CSRFToken': this.#token(), 'Content-Type': 'text/plain' },
      });
      if (!response.ok) throw new Error(String(response.status));
      const told = await response.json();
      if (check !== this.#checks) return;
      if (told.mistakes) {
        this.#say(told.mistakes.map((/** @type {{text: string}} */ one) => one.text).join(' '), true);
        return;
      }
      this.#say(told.repairs.join(' '), false);
      // Nothing changes under the hands of who is typing; it is checked again when they leave.
      const typing = document.activeElement === this.#text || this.querySelector('ol:focus-within');
      if (told.wkt !== this.#text.value && !typing) {
        this.#text.value = told.wkt;
        this.#points = singleRing(told.wkt);
        this.#list();
        this.#draw();
        this.#text.dispatchEvent(new Event('change', { bubbles: true }));
      }
    } catch {
      if (check === this.#checks) this.#say(this.#words.unchecked, false);
    }
  }

  #token() {
    const field = document.querySelector('input[name="csrfmiddlewaretoken"]');
    return field instanceof HTMLInputElement ? field.value : '';
  }

  /**
   * @param {string} text
   * @param {boolean} mistake
   */
  #say(text, mistake) {
    const status = /** @type {HTMLElement} */ (this.querySelector(':scope > [role="status"]'));
    status.textContent = text;
    status.classList.toggle('gbif-editor__error', mistake);
    this.#text.setAttribute('aria-invalid', String(mistake));
  }
}

customElements.define('gbif-area-editor', AreaEditor);

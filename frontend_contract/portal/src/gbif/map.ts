/**
 * A map of GBIF's tiles: two layers of pictures that can be moved and zoomed. It begins to ask for
 * tiles when it comes into view.
 */

import { PROJECTIONS, type Bounds, type Box, type Projection } from './projections';

export interface MapConfig {
  projection: string;
  tiles: string;
  baseTiles: string;
  bounds: Bounds | null;
}

/** Pixels of the page that a tile takes: half of the picture's own, for sharp screens. */
const TILE = 256;
const DEEPEST = 14;
/** A place with one record is shown with its surroundings. */
const CLOSEST_AT_FIRST = 9;
const STEP = 0.25;

class GbifMap extends HTMLElement {
  private config!: MapConfig;
  private world!: Projection;
  private ground!: HTMLElement;
  private zoom = 0;
  private x = 0;
  private y = 0;

  connectedCallback(): void {
    this.config = JSON.parse(this.querySelector('script')?.textContent ?? '{}') as MapConfig;
    const world = PROJECTIONS[this.config.projection];
    const ground = this.querySelector<HTMLElement>('[data-part=ground]');
    if (!world || !ground) return;
    this.world = world;
    this.ground = ground;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.start();
    });
    observer.observe(this);
  }

  private start(): void {
    this.showAll();
    this.addEventListener('click', (event) => {
      const action = (event.target as Element).closest<HTMLElement>('[data-action]');
      if (action) this.act(action.dataset['action'] ?? '');
    });
    this.ground.addEventListener('keydown', (event) => {
      const action = KEYS[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.act(action);
    });
    this.ground.addEventListener('pointerdown', (event) => this.drag(event));
    new ResizeObserver(() => this.draw()).observe(this.ground);
    this.dataset['source'] = 'live';
  }

  private act(action: string): void {
    const span = 2 ** this.zoom * TILE;
    const stepX = (this.ground.clientWidth * STEP) / span;
    const stepY = (this.ground.clientHeight * STEP) / span;
    if (action === 'in') this.zoom = Math.min(DEEPEST, this.zoom + 1);
    if (action === 'out') this.zoom = Math.max(0, this.zoom - 1);
    if (action === 'all') this.showAll();
    if (action === 'left') this.x -= stepX;
    if (action === 'right') this.x += stepX;
    if (action === 'up') this.y -= stepY;
    if (action === 'down') this.y += stepY;
    this.draw();
  }

  private showAll(): void {
    const whole: Box = { left: 0, top: 0, right: this.world.width, bottom: this.world.height };
    const box = this.config.bounds ? this.world.box(this.config.bounds) : whole;
    this.x = (box.left + box.right) / 2;
    this.y = (box.top + box.bottom) / 2;
    const fits = (zoom: number): boolean =>
      (box.right - box.left) * 2 ** zoom * TILE <= this.ground.clientWidth &&
      (box.bottom - box.top) * 2 ** zoom * TILE <= this.ground.clientHeight;
    this.zoom = 0;
    while (this.zoom < CLOSEST_AT_FIRST && fits(this.zoom + 1)) this.zoom += 1;
    this.draw();
  }

  private draw(): void {
    const count = 2 ** this.zoom;
    const size = TILE;
    const left = this.x * count * size - this.ground.clientWidth / 2;
    const top = this.y * count * size - this.ground.clientHeight / 2;
    const columns = count * this.world.width;
    const wanted = new Map<string, HTMLImageElement>();
    const known = new Map(
      [...this.ground.querySelectorAll('img')].map((image) => [image.dataset['key'] ?? '', image]),
    );
    for (let row = Math.floor(top / size); row * size < top + this.ground.clientHeight; row += 1) {
      if (row < 0 || row >= count * this.world.height) continue;
      for (let column = Math.floor(left / size); column * size < left + this.ground.clientWidth; column += 1) {
        if (!this.world.wraps && (column < 0 || column >= columns)) continue;
        const inWorld = ((column % columns) + columns) % columns;
        for (const [layer, template] of [this.config.baseTiles, this.config.tiles].entries()) {
          const key = `${layer}/${this.zoom}/${column}/${row}`;
          const image = known.get(key) ?? picture(key, address(template, this.zoom, inWorld, row));
          image.style.cssText = `left:${Math.round(column * size - left)}px;top:${Math.round(row * size - top)}px;z-index:${layer}`;
          wanted.set(key, image);
        }
      }
    }
    this.ground.replaceChildren(...wanted.values());
  }

  private drag(event: PointerEvent): void {
    const from = { x: event.clientX, y: event.clientY, mapX: this.x, mapY: this.y };
    const span = 2 ** this.zoom * TILE;
    const move = (now: PointerEvent): void => {
      this.x = from.mapX - (now.clientX - from.x) / span;
      this.y = from.mapY - (now.clientY - from.y) / span;
      this.draw();
    };
    this.ground.setPointerCapture(event.pointerId);
    this.ground.addEventListener('pointermove', move);
    const end = (): void => this.ground.removeEventListener('pointermove', move);
    this.ground.addEventListener('pointerup', end, { once: true });
    this.ground.addEventListener('pointercancel', end, { once: true });
  }
}

const KEYS: Record<string, string> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'in',
  '-': 'out',
  '0': 'all',
};

function address(template: string, zoom: number, x: number, y: number): string {
  return template
    .replace('{z}', String(zoom))
    .replace('{x}', String(x))
    .replace('{y}', String(y));
}

function picture(key: string, source: string): HTMLImageElement {
  const image = new Image(TILE, TILE);
  image.alt = '';
  image.draggable = false;
  image.dataset['key'] = key;
  // A tile that does not come leaves the map below it to be seen, not a broken picture.
  image.addEventListener('error', () => image.classList.add('is-missing'));
  image.src = source;
  return image;
}

customElements.define('gbif-map', GbifMap);

/** The drawing of a map: GBIF's tiles on its base map, by MapLibre. Loaded when a map is seen. */

import {
  Map as Drawing,
  MercatorCoordinate,
  setMaxParallelImageRequests,
  setWorkerUrl,
  type LngLatBoundsLike,
  type MapOptions,
  type RasterSourceSpecification,
} from 'maplibre-gl';
import type { Place } from '../state';
import type { MapValue } from '../values';
import { PROJECTIONS, type Box, type Projection } from './projections';
import type { Trouble } from './view';

// A bundler finds the file by this name, and `build.ts` puts it there.
setWorkerUrl(new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).href);
// GBIF asks for no bursts.
setMaxParallelImageRequests(4);

/** Pixels of the page that a tile takes: half of the picture's own, for sharp screens. */
const TILE = 256;
const DEEPEST = 14;
const RECORDS = 'records';
/** A place with one record is shown with its surroundings, and no record at the very edge. */
const AT_FIRST = { maxZoom: 8, padding: 24 };

export class Ground {
  private readonly drawing: Drawing;
  private readonly all: LngLatBoundsLike;
  private came = false;

  /** `say` is told when tiles do not come, and with null when they do. Throws without WebGL. */
  constructor(
    container: HTMLElement,
    map: MapValue,
    { words }: Place,
    private readonly say: (trouble: Trouble) => void,
  ) {
    const world = PROJECTIONS[map.projection];
    this.all = corners(map.bounds ? world.box(map.bounds) : world.whole);
    const source = (template: string): RasterSourceSpecification => ({
      type: 'raster',
      tiles: [template],
      tileSize: TILE,
      ...sourceOptions(world),
    });
    const options: MapOptions = {
      container,
      style: {
        version: 8,
        sources: { ground: source(map.base_tiles), [RECORDS]: source(map.tiles) },
        layers: [
          { id: 'ground', type: 'raster', source: 'ground' },
          { id: RECORDS, type: 'raster', source: RECORDS },
        ],
      },
      bounds: this.all,
      fitBoundsOptions: AT_FIRST,
      maxZoom: DEEPEST,
      maxPitch: 0,
      renderWorldCopies: world.wraps,
      dragRotate: false,
      attributionControl: false,
      // The page can be scrolled over the map.
      cooperativeGestures: true,
      transformRequest: (url) => ({ url: world.address(url) }),
      locale: {
        'Map.Title': container.dataset['title'] ?? '',
        'CooperativeGesturesHandler.WindowsHelpText': words.mapWheel,
        'CooperativeGesturesHandler.MacHelpText': words.mapWheelMac,
        'CooperativeGesturesHandler.MobileHelpText': words.mapTouch,
      },
    };
    // What is no square would be cut to fit.
    if (!world.wraps) options.transformConstrain = (center, zoom) => ({ center, zoom });
    this.drawing = new Drawing(options);
    this.drawing.keyboard.disableRotation();
    this.drawing.touchZoomRotate.disableRotation();
    this.drawing.on('error', (event) => {
      // A map of records without its ground still tells something.
      const { sourceId } = event as { sourceId?: string };
      if (sourceId === RECORDS && !this.came) this.say('tilesFailed');
    });
    this.drawing.on('sourcedata', ({ sourceId, tile }) => {
      if (sourceId !== RECORDS || !tile) return;
      this.came = true;
      this.say(null);
    });
  }

  /** What a button of the map says: "in", "out" or "all". */
  act(action: string): void {
    if (action === 'in') this.drawing.zoomIn();
    if (action === 'out') this.drawing.zoomOut();
    if (action === 'all') this.drawing.fitBounds(this.all, AT_FIRST);
  }

  remove(): void {
    this.drawing.remove();
  }
}

/** MapLibre knows one world, a square; `world` lies in it as if it were that one. */
function sourceOptions(world: Projection): { minzoom: number; maxzoom: number; bounds: Corners } {
  const [[west, south], [east, north]] = corners(world.whole);
  return { minzoom: world.top, maxzoom: DEEPEST, bounds: [west, south, east, north] };
}

type Corners = [number, number, number, number];

function corners(box: Box): [[number, number], [number, number]] {
  const southWest = new MercatorCoordinate(box.left, box.bottom).toLngLat();
  const northEast = new MercatorCoordinate(box.right, box.top).toLngLat();
  return [southWest.toArray(), northEast.toArray()];
}

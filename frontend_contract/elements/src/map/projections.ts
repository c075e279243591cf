/**
 * The projections of GBIF's map tiles (https://techdocs.gbif.org/en/openapi/v2/maps), each laid
 * into a square of 1 by 1 whose tiles are halved from zoom to zoom.
 */

import type { MapValue } from '../values';

export type Bounds = NonNullable<MapValue['bounds']>;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Projection {
  /** Where the world lies in the square. */
  whole: Box;
  /** Whether the right edge meets the left one. */
  wraps: boolean;
  /** The zoom of the square at which GBIF's zoom 0 is shown. */
  top: number;
  /** Where bounds lie; the whole world where they are no rectangle, as around a pole. */
  box: (bounds: Bounds) => Box;
  /** The address of GBIF's tile out of that of the square's. */
  address: (url: string) => string;
}

const MERCATOR_LIMIT = 85.05;
const SQUARE: Box = { left: 0, top: 0, right: 1, bottom: 1 };

function mercatorY(latitude: number): number {
  const clamped = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, latitude));
  const angle = (clamped * Math.PI) / 180;
  return (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
}

const POLAR: Projection = {
  whole: SQUARE,
  wraps: false,
  top: 0,
  box: () => SQUARE,
  address: (url) => url,
};

export const PROJECTIONS: Record<MapValue['projection'], Projection> = {
  'EPSG:3857': {
    whole: SQUARE,
    wraps: true,
    top: 0,
    box: ({ west, south, east, north }) => ({
      left: (west + 180) / 360,
      right: (east + 180) / 360,
      top: mercatorY(north),
      bottom: mercatorY(south),
    }),
    address: (url) => url,
  },
  // Two tiles side by side at GBIF's zoom 0: the upper half of the square, one zoom further down.
  'EPSG:4326': {
    whole: { left: 0, top: 0, right: 1, bottom: 0.5 },
    wraps: true,
    top: 1,
    box: ({ west, south, east, north }) => ({
      left: (west + 180) / 360,
      right: (east + 180) / 360,
      top: (90 - north) / 360,
      bottom: (90 - south) / 360,
    }),
    address: (url) =>
      url.replace(
        /\/(\d+)\/(\d+)\/(\d+)(?=[@.])/,
        (_tile, zoom: string, x: string, y: string) => `/${Number(zoom) - 1}/${x}/${y}`,
      ),
  },
  'EPSG:3575': POLAR,
  'EPSG:3031': POLAR,
};

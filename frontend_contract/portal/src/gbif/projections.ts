/**
 * The projections of GBIF's map tiles (https://techdocs.gbif.org/en/openapi/v2/maps). A world is
 * measured in tiles of zoom 0: one by one, or two by one where longitude and latitude are the axes.
 */

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Projection {
  width: number;
  height: number;
  /** Whether the right edge meets the left one. */
  wraps: boolean;
  /** Where bounds lie; the whole world where they are no rectangle, as around a pole. */
  box: (bounds: Bounds) => Box;
}

const MERCATOR_LIMIT = 85.05;

function mercatorY(latitude: number): number {
  const clamped = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, latitude));
  const angle = (clamped * Math.PI) / 180;
  return (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
}

const POLAR: Projection = {
  width: 1,
  height: 1,
  wraps: false,
  box: () => ({ left: 0, top: 0, right: 1, bottom: 1 }),
};

export const PROJECTIONS: Record<string, Projection> = {
  'EPSG:3857': {
    width: 1,
    height: 1,
    wraps: true,
    box: ({ west, south, east, north }) => ({
      left: (west + 180) / 360,
      right: (east + 180) / 360,
      top: mercatorY(north),
      bottom: mercatorY(south),
    }),
  },
  'EPSG:4326': {
    width: 2,
    height: 1,
    wraps: true,
    box: ({ west, south, east, north }) => ({
      left: (west + 180) / 180,
      right: (east + 180) / 180,
      top: (90 - north) / 180,
      bottom: (90 - south) / 180,
    }),
  },
  'EPSG:3575': POLAR,
  'EPSG:3031': POLAR,
};

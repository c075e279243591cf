/** A picture as the attributes of `<picture>`, `<source>` and `<img>`. */

import type { Image } from './types.ts';

export interface PictureOptions {
  /** How wide it is shown: "(min-width: 60rem) 40rem, 100vw". */
  sizes?: string;
  /** Asked for at once, because it is seen without scrolling. */
  eager?: boolean;
  /** The picture that is seen first: asked for before all others, and shown with the first text. */
  first?: boolean;
  /** Fills its box, cut around the focal point. */
  cover?: boolean;
}

export interface Picture {
  /** The best format first; browsers take the first that they know. */
  sources: { type: string; srcset: string; sizes: string }[];
  img: {
    src: string;
    alt: string;
    width: number;
    height: number;
    loading: 'lazy' | 'eager';
    fetchpriority: 'high' | 'auto';
    decoding: 'sync' | 'async';
    /** The colour until it is there, and what to keep in sight. */
    style: string;
  };
}

export function pictureOf(image: Image, options: PictureOptions = {}): Picture {
  const { sizes = '100vw', first = false, eager = first, cover = false } = options;
  // A picture that may be transparent is not offered as JPEG: nothing is put behind it.
  const opaque = image.sources.some(({ type }) => type === 'image/jpeg');
  const point = image.focal_point;
  const style = [
    image.placeholder && opaque && `background-color:${image.placeholder}`,
    cover && 'object-fit:cover',
    cover && point && `object-position:${percent(point.x)} ${percent(point.y)}`,
  ];
  return {
    sources: image.sources.map(({ type, srcset }) => ({ type, srcset, sizes })),
    img: {
      src: image.src,
      alt: image.decorative ? '' : image.alt,
      width: image.width,
      height: image.height,
      loading: eager ? 'eager' : 'lazy',
      fetchpriority: first ? 'high' : 'auto',
      decoding: first ? 'sync' : 'async',
      style: style.filter(Boolean).join(';'),
    },
  };
}

/** The address of the smallest version at least so many pixels wide, in the plainest format. */
export function srcNear(image: Image, width: number): string {
  const candidates = (image.sources.at(-1)?.srcset ?? '')
    .split(', ')
    .map((candidate) => candidate.split(' '))
    .map(([src, size]) => ({ src: src ?? '', width: Number.parseInt(size ?? '', 10) }))
    .filter((candidate) => candidate.width >= width)
    .sort((one, other) => one.width - other.width);
  return candidates[0]?.src ?? image.src;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

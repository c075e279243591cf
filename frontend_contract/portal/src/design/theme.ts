/**
 * The portal's colours, light and dark, from the two that the site's settings hold.
 *
 * An editor may choose any colour: what is written in it or on it is moved along the scale of
 * lightness until it can be read (WCAG 2.2: 4.5 for text, 3 for borders of controls; a little
 * more here, because thin letters need it).
 */

import type { Site } from '../api/types';
import { fromHex, readable, toHex, type Oklch } from './colour';

type Palette = Record<string, string>;

const TEXT = 5.2;
const STRONG_TEXT = 11;
const CONTROL = 3.2;

function light(primary: Oklch, accent: Oklch, background: string | null): Palette {
  const hue = primary.h;
  const chosen = background ? fromHex(background) : null;
  // A dark background is no ground for the light scheme: the derived paper is used instead.
  const paper =
    background && chosen && chosen.l > 0.9
      ? background
      : toHex({ l: 0.986, c: 0.004, h: hue });
  const wash = toHex({ l: 0.952, c: Math.min(primary.c, 0.1) * 0.2, h: hue });
  const grounds = [paper, wash];
  const brand = toHex({ ...primary, l: Math.min(primary.l, 0.5) });
  const deep = toHex({ l: 0.27, c: Math.min(primary.c, 0.06), h: hue });
  return {
    paper,
    wash,
    sheet: '#ffffff',
    ink: readable({ l: 0.28, c: 0.02, h: hue }, grounds, STRONG_TEXT),
    'ink-soft': readable({ l: 0.48, c: 0.02, h: hue }, grounds, TEXT),
    line: toHex({ l: 0.88, c: 0.012, h: hue }),
    control: readable({ l: 0.65, c: 0.02, h: hue }, grounds, CONTROL),
    link: readable(primary, grounds, TEXT),
    brand,
    'on-brand': readable({ l: 0.98, c: 0.01, h: hue }, [brand], TEXT),
    accent: toHex(accent),
    'accent-ink': readable(accent, grounds, TEXT),
    deep,
    'on-deep': readable({ l: 0.95, c: 0.01, h: hue }, [deep], 9),
    'on-deep-soft': readable({ l: 0.83, c: 0.025, h: hue }, [deep], 7),
    'deep-line': toHex({ l: 0.42, c: Math.min(primary.c, 0.05), h: hue }),
  };
}

function dark(primary: Oklch, accent: Oklch): Palette {
  const hue = primary.h;
  const paper = toHex({ l: 0.185, c: 0.014, h: hue });
  const wash = toHex({ l: 0.228, c: 0.02, h: hue });
  const sheet = toHex({ l: 0.255, c: 0.02, h: hue });
  const grounds = [paper, wash, sheet];
  const brand = toHex({ l: 0.8, c: Math.min(primary.c, 0.12), h: hue });
  const deep = toHex({ l: 0.145, c: 0.014, h: hue });
  return {
    paper,
    wash,
    sheet,
    ink: readable({ l: 0.94, c: 0.01, h: hue }, grounds, STRONG_TEXT),
    'ink-soft': readable({ l: 0.77, c: 0.015, h: hue }, grounds, TEXT),
    line: toHex({ l: 0.34, c: 0.018, h: hue }),
    control: readable({ l: 0.5, c: 0.02, h: hue }, grounds, CONTROL),
    link: readable({ ...primary, l: Math.max(primary.l, 0.78) }, grounds, TEXT),
    brand,
    'on-brand': readable({ l: 0.2, c: 0.03, h: hue }, [brand], TEXT),
    accent: toHex({ ...accent, l: Math.max(accent.l, 0.7) }),
    'accent-ink': readable({ ...accent, l: Math.max(accent.l, 0.75) }, grounds, TEXT),
    deep,
    'on-deep': readable({ l: 0.95, c: 0.01, h: hue }, [deep], 9),
    'on-deep-soft': readable({ l: 0.8, c: 0.02, h: hue }, [deep], 7),
    'deep-line': toHex({ l: 0.3, c: 0.02, h: hue }),
  };
}

function declarations(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** The stylesheet that gives every colour of the portal its value, for both schemes. */
export function themeStyles(theme: Site['theme']): string {
  const primary = fromHex(theme.primary);
  const accent = fromHex(theme.accent);
  const day = declarations(light(primary, accent, theme.background));
  const night = declarations(dark(primary, accent));
  return (
    `:root{color-scheme:light dark;--contours:url(/contours.svg);${day}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${night}}}`
  );
}

/** The portal's own words, and how its languages write numbers, dates and names. */

import type { LocaleCode } from '../api/types';
import { de } from './de';
import { en, type Strings } from './en';
import { fr } from './fr';
import { nl } from './nl';

export type { Strings };

const DICTIONARIES: Record<string, Strings> = { en, fr, nl, de };

/** The words in `locale` ("nl", "pt-br"), in English where the portal has none. */
export function stringsIn(locale: LocaleCode): Strings {
  return DICTIONARIES[locale] ?? DICTIONARIES[locale.split('-')[0] ?? ''] ?? en;
}

/** `text` with its {names} replaced by `values`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function formatNumber(value: number, locale: LocaleCode): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** By how much a number changed: "+1,200", "−3", "0". */
export function formatChange(change: number, locale: LocaleCode): string {
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(change);
}

export function formatPercent(share: number, locale: LocaleCode): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(
    share,
  );
}

/**
 * An ISO date or time in words: "21 November 2026", "21 novembre 2026".
 *
 * Days are those of UTC, so that a build gives the same text on every machine.
 */
export function formatDate(iso: string, locale: LocaleCode): string {
  const english = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(english, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(iso));
}

/** What `locale` calls the language `code`: "Dutch", "néerlandais". */
export function languageName(code: string, locale: LocaleCode): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}

/** What `locale` calls the country with ISO code `code`. */
export function countryName(code: string, locale: LocaleCode): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

export function formatSize(bytes: number, locale: LocaleCode): string {
  const mega = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(bytes / (mega ? 1_000_000 : 1000));
}

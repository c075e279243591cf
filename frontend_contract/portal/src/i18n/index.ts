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

export {
  countryName,
  fill,
  formatDate,
  formatNumber,
  formatPercent,
  languageName,
} from 'gbif-portal-elements/format';

export function formatSize(bytes: number, locale: LocaleCode): string {
  const mega = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(bytes / (mega ? 1_000_000 : 1000));
}

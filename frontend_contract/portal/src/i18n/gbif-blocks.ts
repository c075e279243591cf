/** The words of the blocks that show GBIF's data, in the portal's languages. */

import type { LocaleCode } from '../api/types';

const en = {
  records: 'Records',
  share: 'Share',
  other: 'Other or unknown',
  asTable: 'The same numbers as a table',
  chartSummary: '{title}: {count} records. Largest: {label} ({largest}).',
  noCounts: 'GBIF has not counted this yet.',
};

export type BlockWords = { [key in keyof typeof en]: string };

const fr: BlockWords = {
  records: 'Données',
  share: 'Part',
  other: 'Autres ou inconnus',
  asTable: 'Les mêmes chiffres en tableau',
  chartSummary: '{title}\u00a0: {count} données. La plus grande part\u00a0: {label} ({largest}).',
  noCounts: 'GBIF ne l’a pas encore compté.',
};

const nl: BlockWords = {
  records: 'Records',
  share: 'Aandeel',
  other: 'Andere of onbekend',
  asTable: 'Dezelfde cijfers als tabel',
  chartSummary: '{title}: {count} records. Grootste: {label} ({largest}).',
  noCounts: 'GBIF heeft dit nog niet geteld.',
};

const de: BlockWords = {
  records: 'Datensätze',
  share: 'Anteil',
  other: 'Andere oder unbekannt',
  asTable: 'Dieselben Zahlen als Tabelle',
  chartSummary: '{title}: {count} Datensätze. Am größten: {label} ({largest}).',
  noCounts: 'GBIF hat dies noch nicht gezählt.',
};

const WORDS: Record<string, BlockWords> = { en, fr, nl, de };

export function blockWordsIn(locale: LocaleCode): BlockWords {
  return WORDS[locale] ?? WORDS[locale.split('-')[0] ?? ''] ?? en;
}

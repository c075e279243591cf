/** The words of blocks of GBIF's data that need no element, in the portal's languages. */

import type { LocaleCode } from '../api/types';

const en = {
  specimens: 'Specimens',
  typeSpecimens: 'Type specimens',
  inGbif: 'Records in GBIF',
  institution: 'Institution',
  holds: 'Holds',
  preserved: 'Preserved as',
  code: 'Code',
  place: 'Place',
  inactive: 'No longer active',
  fields: 'Fields',
  openAccess: 'Open access',
  peerReviewed: 'Peer reviewed',
  others: 'and others',
  datasetsShort: '{count} datasets',
  website: 'Website',
  countOf: '{shown} of {count} shown',
  type: 'Type',
};

export type BlockWords = { [key in keyof typeof en]: string };

const fr: BlockWords = {
  specimens: 'Spécimens',
  typeSpecimens: 'Spécimens types',
  inGbif: 'Données dans GBIF',
  institution: 'Institution',
  holds: 'Contenu',
  preserved: 'Conservation',
  code: 'Code',
  place: 'Lieu',
  inactive: 'N’est plus active',
  fields: 'Domaines',
  openAccess: 'Libre accès',
  peerReviewed: 'Évalué par les pairs',
  others: 'et autres',
  datasetsShort: '{count} jeux de données',
  website: 'Site web',
  countOf: '{shown} sur {count}',
  type: 'Type',
};

const nl: BlockWords = {
  specimens: 'Specimens',
  typeSpecimens: 'Typespecimens',
  inGbif: 'Records in GBIF',
  institution: 'Instelling',
  holds: 'Inhoud',
  preserved: 'Bewaard als',
  code: 'Code',
  place: 'Plaats',
  inactive: 'Niet meer actief',
  fields: 'Vakgebieden',
  openAccess: 'Vrij toegankelijk',
  peerReviewed: 'Collegiaal getoetst',
  others: 'en anderen',
  datasetsShort: '{count} datasets',
  website: 'Website',
  countOf: '{shown} van {count}',
  type: 'Type',
};

const de: BlockWords = {
  specimens: 'Belege',
  typeSpecimens: 'Typusbelege',
  inGbif: 'Datensätze in GBIF',
  institution: 'Institution',
  holds: 'Inhalt',
  preserved: 'Aufbewahrt als',
  code: 'Code',
  place: 'Ort',
  inactive: 'Nicht mehr aktiv',
  fields: 'Fachgebiete',
  openAccess: 'Frei zugänglich',
  peerReviewed: 'Begutachtet',
  others: 'und andere',
  datasetsShort: '{count} Datensätze',
  website: 'Website',
  countOf: '{shown} von {count}',
  type: 'Art',
};

const WORDS: Record<string, BlockWords> = { en, fr, nl, de };

export function blockWordsIn(locale: LocaleCode): BlockWords {
  return WORDS[locale] ?? WORDS[locale.split('-')[0] ?? ''] ?? en;
}

/** What taxonomic ranks are called. */

import type { LocaleCode } from '../api/types';

type Rank = 'kingdom' | 'phylum' | 'class' | 'order' | 'family' | 'genus' | 'species';

const RANKS: Record<string, Record<Rank, string>> = {
  en: {
    kingdom: 'Kingdom',
    phylum: 'Phylum',
    class: 'Class',
    order: 'Order',
    family: 'Family',
    genus: 'Genus',
    species: 'Species',
  },
  fr: {
    kingdom: 'Règne',
    phylum: 'Embranchement',
    class: 'Classe',
    order: 'Ordre',
    family: 'Famille',
    genus: 'Genre',
    species: 'Espèce',
  },
  nl: {
    kingdom: 'Rijk',
    phylum: 'Stam',
    class: 'Klasse',
    order: 'Orde',
    family: 'Familie',
    genus: 'Geslacht',
    species: 'Soort',
  },
  de: {
    kingdom: 'Reich',
    phylum: 'Stamm',
    class: 'Klasse',
    order: 'Ordnung',
    family: 'Familie',
    genus: 'Gattung',
    species: 'Art',
  },
};

/** The name of a rank, as GBIF writes it ("SPECIES", "class"); null for one that is not listed. */
export function rankName(rank: string, locale: LocaleCode): string | null {
  const words = RANKS[locale] ?? RANKS[locale.split('-')[0] ?? ''] ?? RANKS['en'];
  return words?.[rank.toLowerCase() as Rank] ?? null;
}

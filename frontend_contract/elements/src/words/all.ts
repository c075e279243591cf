/** Every language at once, for servers and builds. */

import { de } from './de';
import { en, type Words } from './en';
import { fr } from './fr';
import { nl } from './nl';

const ALL: Record<string, Words> = { en, fr, nl, de };

/** The words in `locale` ("nl", "pt-BR"), in English where the elements have none. */
export function wordsIn(locale: string): Words {
  return ALL[locale.toLowerCase().split('-')[0] ?? ''] ?? en;
}

/** The words of the elements, by the language of the page. */

import type { Words } from './en';

export type { Words };

const LOADERS: Record<string, () => Promise<Words>> = {
  en: async () => (await import('./en')).en,
  fr: async () => (await import('./fr')).fr,
  nl: async () => (await import('./nl')).nl,
  de: async () => (await import('./de')).de,
};

/**
 * The words in `locale` ("nl", "pt-BR"), in English where the elements have none. A browser loads
 * the one language that it needs.
 */
export function loadWords(locale: string): Promise<Words> {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  return (LOADERS[language] ?? LOADERS['en']!)();
}

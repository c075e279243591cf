/** Which addresses GBIF's widget answers to: it is an application with a router of its own. */

/** The part of the widget's configuration (version 3) that tells its addresses. */
export interface WidgetConfig {
  pages: { id: string; path: string }[];
  languages: { code: string; default: boolean }[];
  [option: string]: unknown;
}

/**
 * Whether the widget shows something at `pathname`: anywhere else it would say that the page does
 * not exist. Addresses begin with the language's code, but for the default language.
 */
export function isWidgetPath(pathname: string, { pages, languages }: WidgetConfig): boolean {
  const parts = pathname.split('/').filter(Boolean);
  if (languages.some((language) => !language.default && language.code === parts[0])) parts.shift();
  return pages.some(({ path }) => matches(path.split('/').filter(Boolean), parts));
}

/** "dataset/:key" is "dataset/38b4c89f", and what lies below a record is its too. */
function matches(route: string[], parts: string[]): boolean {
  const isRecord = route.some((part) => part.startsWith(':'));
  if (isRecord ? parts.length < route.length : parts.length !== route.length) return false;
  return route.every((part, place) => part.startsWith(':') || part === parts[place]);
}

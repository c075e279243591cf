/** How a language writes numbers, dates and names; and texts with gaps to fill. */

/** `text` with its {names} replaced by `values`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** A number where there is little room: "2,500", "250K", "2.5M"; "2,5 Mio." */
export function formatShort(value: number, locale: string): string {
  const notation = value < 10_000 ? 'standard' : 'compact';
  return new Intl.NumberFormat(locale, { notation, maximumFractionDigits: 1 }).format(value);
}

/** By how much a number changed: "+1,200", "−3", "0". */
export function formatChange(change: number, locale: string): string {
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(change);
}

export function formatPercent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(
    share,
  );
}

/**
 * A date or time in words: "21 November 2026", "21 novembre 2026"; without its day, if asked.
 *
 * Days are those of UTC, so that a build gives the same text on every machine.
 */
export function formatDate(
  moment: string | Date,
  locale: string,
  precision: 'day' | 'month' = 'day',
): string {
  const english = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(english, {
    ...(precision === 'day' && { day: 'numeric' }),
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(moment));
}

/** What `locale` calls the month numbered `month`, 1 to 12. */
export function monthName(month: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1, 1),
  );
}

/** What `locale` calls the language `code`: "Dutch", "néerlandais". */
export function languageName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}

/** What `locale` calls the country with ISO code `code`; the code itself where it is none. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

/** "iucnRedListCategory" as words: "Iucn red list category". */
export function spelledOut(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A code of GBIF's that has no word of its own: "SAMPLING_EVENT" becomes "Sampling event". */
export function readCode(code: string): string {
  return spelledOut(code.toLowerCase().replaceAll('_', ' '));
}

/** "CC BY-NC 4.0" out of its address or its code; anything else as it is. */
export function licenceName(value: string): string {
  const url = /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/([\d.]+)/.exec(value);
  if (url) return url[1] === 'publicdomain' ? `CC0 ${url[3]}` : `CC ${url[2]?.toUpperCase()} ${url[3]}`;
  const code = /^CC0?_?(BY(?:_NC)?)?_?(\d)_(\d)$/.exec(value);
  if (code) return `${code[1] ? `CC ${code[1].replace('_', '-')}` : 'CC0'} ${code[2]}.${code[3]}`;
  return value;
}

/** What the values of a chart are called. */

import type { BlockValue, LocaleCode } from '../api/types';
import { licenceName } from '../gbif/records';
import { countryName } from '../i18n';
import { gbifWordsIn, spelledOut } from '../i18n/gbif';
import { rankName } from '../i18n/ranks';

type Chart = BlockValue<'gbif_chart'>;

const FILTERS: Partial<Record<Chart['by'], string>> = {
  year: 'year',
  month: 'month',
  basis_of_record: 'basisOfRecord',
  dataset: 'datasetKey',
  publisher: 'publishingOrg',
  country: 'country',
  publishing_country: 'publishingCountry',
  licence: 'license',
};

/** What records are counted by: "Year", "Class". */
export function dimensionName(by: Chart['by'], locale: LocaleCode): string {
  const filter = FILTERS[by];
  if (!filter) return rankName(by, locale) ?? spelledOut(by);
  return gbifWordsIn(locale).filters[filter] ?? spelledOut(filter);
}

/** The name of one value; GBIF's own where it has told one. */
export function valueName(by: Chart['by'], row: Chart['rows'][number], locale: LocaleCode): string {
  if (row.label) return row.label;
  switch (by) {
    case 'country':
    case 'publishing_country':
      return countryName(row.name, locale);
    case 'licence':
      return licenceName(row.name);
    case 'month':
      return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
        Date.UTC(2026, Number(row.name) - 1, 1),
      );
    case 'basis_of_record':
      return (
        gbifWordsIn(locale).terms[row.name] ??
        spelledOut(row.name.toLowerCase().replaceAll('_', ' '))
      );
    default:
      return row.name;
  }
}

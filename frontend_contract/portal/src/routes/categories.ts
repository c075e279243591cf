/** The news of one category: a page of the portal's own, below the archive of each language. */

import type { Lookup } from '../api/portal';
import type { NewsIndexPage, Page } from '../api/types';
import { fill, stringsIn } from '../i18n';

type Pages = Lookup<string, Page>;
type Category = NewsIndexPage['categories'][number];

/** "/nl/nieuws/category/water/"; the word is nobody's title, so that no piece of news has it. */
export const categoryPath = (archive: Pick<NewsIndexPage, 'path'>, slug: string): string =>
  `${archive.path}category/${encodeURIComponent(slug)}/`;

/** What is in a category. The archive's summaries do not tell it; the pages that they are of do. */
function itemsIn(archive: NewsIndexPage, slug: string, pages: Pages): NewsIndexPage['items'] {
  return archive.items.filter(({ path }) => {
    const news = pages.get(path);
    return news?.type === 'home.NewsPage' && news.categories.some((one) => one.slug === slug);
  });
}

/** The category as an archive of its own, which is drawn and subscribed to like the whole one. */
export function archiveOf(archive: NewsIndexPage, slug: string, pages: Pages): NewsIndexPage {
  const category = archive.categories.find((one) => one.slug === slug);
  if (!category) throw new Error(`The news at ${archive.path} have no category “${slug}”.`);
  const { name } = category;
  const items = itemsIn(archive, slug, pages);
  const path = categoryPath(archive, slug);
  const strings = stringsIn(archive.locale.served);
  return {
    ...archive,
    path,
    title: name,
    alternates: alternatesOf(archive, path, items, pages),
    breadcrumbs: [...archive.breadcrumbs, { title: archive.title, path: archive.path }],
    seo: {
      ...archive.seo,
      title: `${name} · ${archive.title}`,
      description: fill(strings.newsIn, { category: name }),
      canonical: new URL(path, archive.seo.canonical).href,
      json_ld: [],
    },
    hero: { ...archive.hero, kind: 'none', title: name, description: '', image: null, video: null, ctas: [] },
    body: [],
    items,
  };
}

/**
 * The same in other languages. A category's name and slug are each language's own: it is the one
 * that holds the same news. Where none does, or several do, readers get the whole archive.
 */
function alternatesOf(
  archive: NewsIndexPage,
  path: string,
  items: NewsIndexPage['items'],
  pages: Pages,
): NewsIndexPage['alternates'] {
  const keysOf = (some: NewsIndexPage['items']): string => some.map(({ key }) => key).sort().join();
  const keys = keysOf(items);
  return archive.alternates.map((alternate) => {
    if (alternate.locale === archive.locale.requested) return { ...alternate, path };
    const other = pages.get(alternate.path);
    if (other?.type !== 'home.NewsIndexPage') return alternate;
    const same = other.categories.filter(
      ({ slug }: Category) => keysOf(itemsIn(other, slug, pages)) === keys,
    );
    return same.length === 1 && same[0]
      ? { ...alternate, path: categoryPath(other, same[0].slug) }
      : { ...alternate, state: 'fallback' as const };
  });
}

/** What does not compile when the contract changes; nothing here runs. */

import { type Api, type Block, type Page, type RichTextNode, pages, sync } from '../src/index.ts';

type Newer = Block | { type: 'carousel'; id: string; value: { title: string } };

/** The cases of a frontend that draws every block. */
export function drawn(block: Block): string {
  switch (block.type) {
    case 'accordion':
    case 'call_to_action':
    case 'cards':
    case 'downloads':
    case 'gallery':
    case 'gbif_chart':
    case 'gbif_cite':
    case 'gbif_collection':
    case 'gbif_dashboard':
    case 'gbif_dataset':
    case 'gbif_datasets':
    case 'gbif_institution':
    case 'gbif_literature':
    case 'gbif_map':
    case 'gbif_number':
    case 'gbif_publishers':
    case 'gbif_search':
    case 'gbif_stories':
    case 'gbif_taxon':
    case 'heading':
    case 'html':
    case 'image':
    case 'latest_news':
    case 'organisations':
    case 'page_list':
    case 'people':
    case 'quote':
    case 'rich_text':
    case 'split':
    case 'statistics':
    case 'table':
    case 'video':
      return block.id;
    default: {
      const none: never = block;
      return none;
    }
  }
}

/** The same switch, once the contract has one block more. */
export function drawnByTomorrow(block: Newer): string {
  // @ts-expect-error a carousel is no case of it
  return drawn(block);
}

export function valuesAreKnownByTheirType(block: Block, page: Page, node: RichTextNode): unknown {
  if (block.type === 'heading') return block.value.level satisfies 2 | 3;
  if (page.type === 'home.NewsPage') return page.date satisfies string;
  if (node.type === 'link') return node.link.href satisfies string | null;
  // @ts-expect-error no block is called so
  return block.type === 'heading_';
}

export async function listsAndFeedsAreTyped(api: Api): Promise<void> {
  for await (const page of pages(api, { type: 'home.NewsPage' })) page.authors satisfies object[];
  // @ts-expect-error no page type is called so
  pages(api, { type: 'home.Newspage' });
  for await (const change of sync(api, { cursor: { read: () => null, write: () => {} } })) {
    if (change.op === 'upsert') change.document.type satisfies Page['type'] | 'site';
  }
}

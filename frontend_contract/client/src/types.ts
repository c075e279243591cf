/** The shapes of the contract by their names; all of them are made from `openapi.json`. */

import type { components, webhooks } from './openapi.ts';

type Schemas = components['schemas'];

export type Page = Schemas['Page'];
export type PageType = Page['type'];
/** The page of one type, e.g. `PageOf<'home.NewsPage'>`. */
export type PageOf<Type extends PageType> = Extract<Page, { type: Type }>;

export type Block = Schemas['Block'];
export type BlockType = Block['type'];
/** The value of one block, e.g. `BlockValue<'cards'>`. */
export type BlockValue<Type extends BlockType> = Extract<Block, { type: Type }>['value'];

export type RichText = Schemas['RichText'];
export type RichTextNode = Schemas['RichTextNode'];
export type Mark = Extract<RichTextNode, { type: 'text' }>['marks'][number];

export type Site = Schemas['Site'];
export type NavItem = Schemas['NavItem'];
export type Summary = Schemas['Summary'];
export type Image = Schemas['Image'];
export type Link = Schemas['Link'];
export type Cta = Schemas['Cta'];
export type Organisation = Schemas['Organisation'];
export type Person = Schemas['Person'];
export type Cooperation = Schemas['Cooperation'];
export type Objective = Schemas['Objective'];
export type Snapshot = Schemas['Snapshot'];
export type Alternate = Page['alternates'][number];
export type TranslationState = Page['translation']['state'];

type Events = {
  [Type in keyof webhooks]: webhooks[Type]['post'] extends {
    requestBody: { content: { 'application/json': infer Body } };
  }
    ? Body
    : never;
};
/** What a webhook sends; told apart by `type`. */
export type WebhookEvent = Events[keyof Events];

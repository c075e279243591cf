import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import {
  type Block,
  type Image,
  type Page,
  type RichText,
  type RichTextComponents,
  pictureOf,
  renderRichText,
  textOf,
} from '../src/index.ts';
import { drawn } from './types.ts';

const FOLDER = new URL('../../examples/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));
const all = (folder: string): unknown[] =>
  readdirSync(new URL(folder, FOLDER)).map((file) => read(`${folder}${file}`));

const pages = all('pages/') as Page[];
const blocks = all('blocks/') as Block[];

/** Every object inside that has these members. */
function* inside(value: unknown, ...members: string[]): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  if (members.every((member) => Object.hasOwn(value, member))) yield value;
  for (const one of Object.values(value)) yield* inside(one, ...members);
}

const inner = (_node: unknown, children: string[]): string => children.join('');
const WORDS: RichTextComponents<string> = {
  paragraph: inner,
  heading: inner,
  list: inner,
  list_item: inner,
  blockquote: inner,
  link: inner,
  text: (node) => node.text,
  gbif_number: (node) => node.text,
  line_break: () => ' ',
  rule: () => ' ',
  image: () => '',
};
const squeezed = (text: string): string => text.replace(/\s+/g, '');
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
const wordsOfHtml = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (_, name: string) => ENTITIES[name] ?? '');

test('every block of the examples is a case of the switch', () => {
  assert.deepEqual(blocks.map(drawn), blocks.map(({ id }) => id));
  for (const page of pages) assert.equal(page.body.map(drawn).length, page.body.length);
});

test('every rich text of the examples says by its tree what its HTML says', () => {
  const texts = [...inside([pages, blocks], 'html', 'tree')] as RichText[];
  assert.ok(texts.length > 40);
  for (const { html, tree } of texts) {
    const words = renderRichText(tree, WORDS).join('');
    assert.equal(squeezed(words), squeezed(wordsOfHtml(html)));
    assert.equal(squeezed(textOf(tree)), squeezed(words));
  }
});

test('every picture of the examples has an address, a size and a text, or decorates', () => {
  const images = [...inside([pages, blocks], 'sources', 'src')] as Image[];
  assert.ok(images.length > 20);
  for (const image of images) {
    const { img, sources } = pictureOf(image);
    assert.ok(img.src.startsWith('https://cms.portal.example/'));
    assert.ok(img.width > 0 && img.height > 0);
    assert.equal(img.alt === '', image.decorative);
    assert.deepEqual(sources.map(({ type }) => type), image.sources.map(({ type }) => type));
  }
});

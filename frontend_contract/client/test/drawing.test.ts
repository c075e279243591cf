import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  type Image,
  MARK_ELEMENTS,
  type Mark,
  type RichTextComponents,
  type RichTextNode,
  pictureOf,
  renderRichText,
  srcNear,
  textOf,
} from '../src/index.ts';

const text = (words: string): RichTextNode => ({ type: 'text', text: words, marks: [] });
const TREE: RichTextNode[] = [
  { type: 'paragraph', children: [text('One '), { ...text('two'), marks: ['bold', 'italic'] } as RichTextNode] },
  { type: 'list', ordered: true, children: [{ type: 'list_item', children: [text('three')] }] },
];

/** Names the node and what is inside. */
const names = new Proxy({} as RichTextComponents<string>, {
  get: (_, type) => (node: RichTextNode, children: string[]) =>
    'text' in node
      ? node.marks.reduce((inner: string, mark: Mark) => `${MARK_ELEMENTS[mark]}(${inner})`, node.text)
      : `${String(type)}(${children.join('|')})`,
  getOwnPropertyDescriptor: (_, type) =>
    type === 'carousel' ? undefined : { configurable: true, value: null },
});

test('each node is drawn by its component, with what is inside drawn before', () => {
  assert.deepEqual(renderRichText(TREE, names), [
    'paragraph(One |em(strong(two)))',
    'list(list_item(three))',
  ]);
});

test('of a node that a newer backend sends, what is inside is drawn', () => {
  const newer = { type: 'carousel', children: TREE } as unknown as RichTextNode;
  assert.deepEqual(renderRichText([newer], names), renderRichText(TREE, names));
  const odd = { type: 'constructor' } as unknown as RichTextNode;
  const components = { text: () => 'a' } as unknown as RichTextComponents<string>;
  assert.deepEqual(renderRichText([odd, text('a')], components), ['a']);
});

test('the words alone are a line', () => {
  assert.equal(textOf(TREE), 'One two three');
});

const IMAGE = {
  alt: 'A hoverfly',
  decorative: false,
  width: 1600,
  height: 900,
  focal_point: { x: 0.254, y: 0.5 },
  placeholder: '#aabbcc',
  src: '/fallback.jpg',
  sources: [
    { type: 'image/avif', srcset: '/a.avif 320w, /b.avif 640w' },
    { type: 'image/jpeg', srcset: '/a.jpg 320w, /b.jpg 640w' },
  ],
} as unknown as Image;

test('a picture is the attributes of its elements', () => {
  const picture = pictureOf(IMAGE, { sizes: '50vw', cover: true });
  assert.deepEqual(picture.sources[0], { ...IMAGE.sources[0], sizes: '50vw' });
  assert.equal(
    picture.img.style,
    'background-color:#aabbcc;object-fit:cover;object-position:25% 50%',
  );
  assert.deepEqual([picture.img.alt, picture.img.loading], ['A hoverfly', 'lazy']);
  const decoration = pictureOf({ ...IMAGE, decorative: true, sources: [] }, { eager: true });
  assert.deepEqual([decoration.img.alt, decoration.img.style], ['', '']);
  assert.deepEqual([decoration.img.loading, decoration.img.fetchpriority], ['eager', 'auto']);
  const { loading, fetchpriority, decoding } = pictureOf(IMAGE, { first: true }).img;
  assert.deepEqual([loading, fetchpriority, decoding], ['eager', 'high', 'sync']);
});

test('the smallest version that is wide enough is found', () => {
  assert.deepEqual([1, 320, 321, 641].map((width) => srcNear(IMAGE, width)), [
    '/a.jpg',
    '/a.jpg',
    '/b.jpg',
    '/fallback.jpg',
  ]);
  assert.equal(srcNear({ ...IMAGE, sources: [] }, 1), '/fallback.jpg');
});

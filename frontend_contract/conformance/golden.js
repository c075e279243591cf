/** The golden documents, and what a reader must find of them. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Beside the kit in the repository, inside it in the package.
const FOLDER = [join(import.meta.dirname, 'examples'), join(import.meta.dirname, '../examples')].find(
  (folder) => existsSync(join(folder, 'pages')),
);

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(join(String(FOLDER), path), 'utf8'));
/** @param {string} folder */
const readAll = (folder) =>
  readdirSync(join(String(FOLDER), folder)).map((file) => read(`${folder}/${file}`));

/** One page of each type. */
export const PAGES = readAll('pages');
/** A page that is shown in another language than its address promises. */
export const FALLBACK = read('fallback.json');
/** The frame of the site in each language. */
export const SITES = readAll('site');

export const REDIRECT = { from: '/conformance/old/', to: '/', status: 301 };
export const GONE = '/conformance/gone/';
export const TOKEN = 'golden-draft';
export const ENDED_TOKEN = 'golden-ended';
const content = PAGES.find((page) => page.type === 'home.ContentPage');
/** Every block there is, on one page that the golden API alone has. */
export const BLOCKS = {
  ...content,
  key: '00000000-0000-4000-8000-000000000001',
  path: '/conformance/blocks/',
  title: 'Every block',
  hero: { ...content.hero, title: 'Every block' },
  alternates: content.alternates
    .filter(({ path }) => path === content.path)
    .map((own) => ({ ...own, path: '/conformance/blocks/' })),
  body: readAll('blocks'),
};
/** A version of a golden page that only the preview shows. */
export const DRAFT = {
  ...content,
  title: 'A draft that nobody has published',
  hero: { ...content.hero, title: 'A draft that nobody has published' },
};

/** Without white space, which each frontend sets by its own markup. @param {string} text */
export const squeezed = (text) => text.replace(/\s+/g, '');

/** The texts of a page that any frontend shows, whatever it looks like. @returns {string[]} */
export function wordsOf(page) {
  const { body, groups = [] } = page;
  return [...body, ...groups].flatMap(wordsIn).filter((text) => squeezed(text));
}

function wordsIn(value) {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value.tree)) return value.tree.map(textOf);
  // Pictures, links and GBIF's answers are shown in many ways, raw HTML perhaps not at all.
  if ('sources' in value || 'href' in value || 'snapshot' in value || value.type === 'html') return [];
  const own = ['title', 'question', 'name'].map((member) => value[member]);
  const quote = value.type === 'quote' || value.type === 'heading' ? [value.value.text] : [];
  return [...own, ...quote].filter((text) => typeof text === 'string').concat(
    Object.values(value).flatMap(wordsIn),
  );
}

function textOf(node) {
  return node.text ?? (node.children ?? []).map(textOf).join('');
}

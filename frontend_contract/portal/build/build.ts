/** Builds the portal: only what has changed since the last build, and all of it or nothing. */

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type Api, connect } from 'gbif-portal-client';
import type { PortalFile } from '../src/routes/files';
import { bringUpToDate, type Copy, digestOf } from './copy.ts';
import { filesBelow, type Renderer } from './renderer.ts';
import { validate } from './schemas.ts';
import { type Digests, Sources } from './sources.ts';
import { readState, type State, writeState } from './state.ts';

/** As in `src/api/address.ts`, which is bundled. */
const API_URL = process.env['API_URL'] || 'http://127.0.0.1:8000/api/delivery/v1/';
const SITE = process.env['SITE'] ?? '';
const SAID_EVERY = 500;

/** The API of the portal that is built. */
export const portalApi = (): Api => connect({ url: API_URL, site: SITE });

export interface Built {
  /** Documents that were new or changed. */
  changed: number;
  written: string[];
  removed: string[];
  /** How many files there are. */
  total: number;
  /** The content that they were drawn from. */
  copy: Copy;
}

/**
 * Builds into `folder`, with the state of the last build in `<folder>.state.jsonl`.
 *
 * Until every file is drawn, the folder is as the last build left it; then each file is put in its
 * place at once, and what is not the portal's is removed. Whoever is stopped meanwhile leaves a
 * portal that the next build completes.
 *
 * @throws Error when the API does not answer, a document is not as its schema says, or a page
 *   cannot be drawn; the last build is then still in place.
 */
export async function build(folder: string, renderer: Renderer): Promise<Built> {
  const { GBIF_API_URL, BROWSER_API_URL, PICTURES_URL } = process.env;
  const told = [API_URL, SITE, GBIF_API_URL, BROWSER_API_URL, PICTURES_URL];
  const origin = digestOf(JSON.stringify(told));
  const state = await readState(statePath(folder), origin);
  const former = state.copy.cursor;
  const present = await filesIn(folder);
  if (former === null && present.length > 0 && !existsSync(join(folder, '_astro'))) {
    throw new Error(`${folder} holds files that are no portal: choose another folder, or empty it.`);
  }
  const api = portalApi();
  const changed = await bringUpToDate(api, state.copy);
  await validate(api, changed);
  const sources = new Sources(state.copy);
  const staging = `${folder}.next`;
  await rm(staging, { recursive: true, force: true });
  const drawn = await drawStale({ folder, staging, renderer, sources, state });
  const removed = present.filter((file) => !drawn.files.has(file));
  for (const file of drawn.written) await move(join(staging, file), join(folder, file));
  for (const file of removed) await remove(folder, file);
  await rm(staging, { recursive: true, force: true });
  if (state.copy.cursor !== former || removed.length > 0 || drawn.stale > 0) {
    await writeState(statePath(folder), { ...state, files: drawn.files });
  }
  return {
    changed: changed.length,
    written: drawn.written,
    removed,
    total: drawn.files.size,
    copy: state.copy,
  };
}

export const statePath = (folder: string): string => `${folder}.state.jsonl`;

interface Work {
  folder: string;
  staging: string;
  renderer: Renderer;
  sources: Sources;
  state: State;
}

interface Drawn {
  /** Every file of the portal, and what it is drawn from. */
  files: Map<string, Digests>;
  /** How many of them were drawn anew. */
  stale: number;
  /** Those of them that came out as other bytes: they lie in the staging folder. */
  written: string[];
}

async function drawStale({ folder, staging, renderer, sources, state }: Work): Promise<Drawn> {
  const drawn: Drawn = { files: new Map(), stale: 0, written: [] };
  const code = `code:${renderer.digest}`;
  const isFresh = (file: string): boolean => {
    const made = state.files.get(file);
    if (!made || !(code in made) || !existsSync(join(folder, file))) return false;
    return Object.entries(made).every(
      ([name, digest]) => name === code || sources.digest(name) === digest,
    );
  };
  const take = async (
    file: string,
    make: (read: Digests) => Promise<Uint8Array>,
    initial: Digests,
  ): Promise<void> => {
    const known = state.files.get(file);
    if (known && isFresh(file)) {
      drawn.files.set(file, known);
      return;
    }
    const read: Digests = { [code]: '', ...initial };
    const bytes = await make(read);
    drawn.files.set(file, read);
    drawn.stale += 1;
    if (drawn.stale % SAID_EVERY === 0) console.log(`${drawn.stale} files are drawn.`);
    const present = await readFile(join(folder, file)).catch(() => null);
    if (present?.equals(bytes)) return;
    await mkdir(dirname(join(staging, file)), { recursive: true });
    await writeFile(join(staging, file), bytes);
    drawn.written.push(file);
  };
  for (const asset of await filesIn(renderer.assets)) {
    await take(asset, () => readFile(join(renderer.assets, asset)), {});
  }
  for (const one of renderer.filesOf(sources.portal)) {
    const draw = (read: Digests): Promise<Uint8Array> =>
      renderer.draw(one, sources.watched(read));
    await take(one.file, draw, ownSource(one, sources));
  }
  return drawn;
}

/** What is told to a file's page without its asking. */
function ownSource({ route }: PortalFile, sources: Sources): Digests {
  if (route?.kind === 'page' || route?.kind === 'category' || route?.kind === 'feed') {
    const name = `page:${route.page.path}`;
    return { [name]: sources.digest(name) };
  }
  return route?.kind === 'redirect' ? { redirects: sources.digest('redirects') } : {};
}

/** Every file of a folder, which need not exist, by its path in there. */
async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await filesBelow(folder)).map((path) => relative(folder, path));
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** Removes a file, and the folders that it leaves empty. */
async function remove(folder: string, file: string): Promise<void> {
  await rm(join(folder, file), { force: true });
  for (let at = dirname(file); at !== '.'; at = dirname(at)) {
    const left = await readdir(join(folder, at)).catch(() => ['unknown']);
    if (left.length > 0) return;
    await rmdir(join(folder, at));
  }
}


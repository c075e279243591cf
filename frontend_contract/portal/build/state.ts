/** What a build leaves beside the portal for the next one: the copy, and what each file is made of. */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { type Copy, emptyCopy, type Kept } from './copy.ts';
import type { Digests } from './sources.ts';

const VERSION = 1;

export interface State {
  /** The API, the portal and the environment that the copy and the files are of. */
  origin: string;
  copy: Copy;
  /** By file: what it was drawn from. */
  files: Map<string, Digests>;
}

/** The state of the last build of `origin`; an empty one if there is none that can be used. */
export async function readState(path: string, origin: string): Promise<State> {
  const empty = { origin, copy: emptyCopy(), files: new Map<string, Digests>() };
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return empty;
  try {
    const state = JSON.parse(text);
    if (state.version !== VERSION || state.origin !== origin) return empty;
    return {
      origin,
      copy: {
        cursor: state.cursor,
        documents: new Map<string, Kept>(state.documents),
        redirects: state.redirects,
      },
      files: new Map<string, Digests>(state.files),
    };
  } catch {
    console.warn(`${path} cannot be read: everything is built anew.`);
    return empty;
  }
}

/** All of it or, when it is stopped in the middle, nothing. */
export async function writeState(path: string, { origin, copy, files }: State): Promise<void> {
  const { cursor, documents, redirects } = copy;
  const state = { version: VERSION, origin, cursor, redirects };
  const json = JSON.stringify({ ...state, documents: [...documents], files: [...files] });
  await writeFile(`${path}.new`, json);
  await rename(`${path}.new`, path);
}

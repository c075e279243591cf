/** What a build leaves beside the portal for the next one: the copy, and what each file is made of. */

import { createWriteStream } from 'node:fs';
import { appendFile, readFile, rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Copy, emptyCopy, type Kept } from './copy.ts';
import type { Digests } from './sources.ts';

const VERSION = 2;
/** So many times as many lines as are needed, and the file is written anew. */
const MOST_LINES = 2;
const NEW_LINE = 0x0a;

export interface State {
  /** The API, the portal and the environment that the copy and the files are of. */
  origin: string;
  copy: Copy;
  /** By file: what it was drawn from. */
  files: Map<string, Digests>;
  /** What the lines of the file say by now; null when it is to be written from nothing. */
  written: Written | null;
}

interface Written {
  lines: number;
  documents: Map<string, Kept>;
  files: Map<string, Digests>;
}

/** A later line replaces an earlier one of the same name; what is null is no more. */
type Line =
  | ['portal', version: number, origin: string]
  | ['document', id: string, kept: Kept | null]
  | ['file', name: string, madeOf: Digests | null]
  // The end of a build: lines that no such one follows were not finished.
  | ['built', cursor: string | null, redirects: Copy['redirects']];

/** The state of the last build of `origin`; an empty one if there is none that can be used. */
export async function readState(path: string, origin: string): Promise<State> {
  const nothing = (): State => ({ origin, copy: emptyCopy(), files: new Map(), written: null });
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return nothing();
  try {
    const state = nothing();
    const { copy, files } = state;
    // The last line that ends a build and is whole itself.
    const last = bytes.lastIndexOf('\n["built",', bytes.lastIndexOf(NEW_LINE) - 1) + 1;
    let at = 0;
    let lines = 0;
    for (; at <= last; lines += 1) {
      const next = bytes.indexOf(NEW_LINE, at);
      const line = JSON.parse(bytes.toString('utf8', at, next)) as Line;
      at = next + 1;
      if (line[0] === 'portal') {
        if (line[1] !== VERSION || line[2] !== origin) return nothing();
      } else if (line[0] === 'document') put(copy.documents, line[1], line[2]);
      else if (line[0] === 'file') put(files, line[1], line[2]);
      else [, copy.cursor, copy.redirects] = line;
    }
    if (copy.cursor === null) return nothing();
    const written = { lines, documents: new Map(copy.documents), files: new Map(files) };
    return { ...state, written: at === bytes.length ? written : null };
  } catch {
    console.warn(`${path} cannot be read: everything is built anew.`);
    return nothing();
  }
}

/** Says what is new at the end of the file; whoever is stopped meanwhile has said nothing. */
export async function writeState(path: string, state: State): Promise<void> {
  const { copy, files, written } = state;
  if (written) {
    const lines = [...newLines(state, written)];
    if (written.lines + lines.length < MOST_LINES * (copy.documents.size + files.size)) {
      return appendFile(path, lines.join(''));
    }
  }
  await pipeline(allLines(state), createWriteStream(`${path}.new`));
  await rename(`${path}.new`, path);
}

function* allLines(state: State): Generator<string> {
  yield text(['portal', VERSION, state.origin]);
  yield* newLines(state, { lines: 0, documents: new Map(), files: new Map() });
}

function* newLines({ copy, files }: State, written: Written): Generator<string> {
  for (const [id, kept] of changes(copy.documents, written.documents)) {
    yield text(['document', id, kept]);
  }
  for (const [name, madeOf] of changes(files, written.files)) yield text(['file', name, madeOf]);
  yield text(['built', copy.cursor, copy.redirects]);
}

/** What `now` holds and `before` did not; null for what it holds no more. */
function* changes<Value>(
  now: Map<string, Value>,
  before: Map<string, Value>,
): Generator<[string, Value | null]> {
  for (const [name, value] of now) if (before.get(name) !== value) yield [name, value];
  for (const name of before.keys()) if (!now.has(name)) yield [name, null];
}

const text = (line: Line): string => `${JSON.stringify(line)}\n`;

function put<Value>(map: Map<string, Value>, name: string, value: Value | null): void {
  if (value === null) map.delete(name);
  else map.set(name, value);
}

/** The portal's code, built by Astro when it has changed and loaded by whoever draws pages with it. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PORTAL = fileURLToPath(new URL('..', import.meta.url));
const FRONTENDS = dirname(PORTAL.replace(/\/$/, ''));
/** Inside the portal's folder: what is built finds its packages from there. */
const BUILT = join(PORTAL, '.renderer');
/** Whatever decides how a page looks, but its content. */
const CODE = [
  ...['portal/src', 'portal/build/adapter.ts', 'portal/astro.config.ts', 'portal/vite.sources.ts'],
  ...['elements/src', 'client/src', 'package-lock.json'],
].map((path) => join(FRONTENDS, path));

const KEPT = 2;
const ANYHOW = { recursive: true, force: true };

export interface Renderer extends Pick<typeof import('../src/renderer'), 'draw' | 'filesOf'> {
  /** What tells this code from any former version of it. */
  digest: string;
  /** The folder of stylesheets, scripts and fonts, which are the same for all content. */
  assets: string;
}

/** @throws Error when Astro cannot build the code. */
export async function loadRenderer(): Promise<Renderer> {
  const digest = await digestOfCode();
  const built = join(BUILT, digest);
  if (!existsSync(built)) await buildCode(built);
  const entry = pathToFileURL(join(built, 'server', 'entry.mjs')).href;
  const { draw, filesOf } = (await import(entry)) as Renderer;
  return { draw, filesOf, digest, assets: join(built, 'client') };
}

async function buildCode(folder: string): Promise<void> {
  console.log('Building the code of the portal, which has changed.');
  // Whoever watches the content may still read the last one.
  for (const old of (await newestFirst(BUILT)).slice(KEPT)) await rm(old, ANYHOW);
  const { build } = await import('astro');
  await rm(`${folder}.new`, ANYHOW);
  await build({ root: PORTAL, outDir: `${folder}.new`, logLevel: 'error' });
  await rename(`${folder}.new`, folder);
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const aged = names.map(async (name) => {
    const path = join(folder, name);
    return { path, at: (await stat(path)).mtimeMs };
  });
  return (await Promise.all(aged)).sort((one, other) => other.at - one.at).map(({ path }) => path);
}

async function digestOfCode(): Promise<string> {
  const digest = createHash('sha256').update(process.version);
  for (const path of CODE) {
    for (const file of await filesBelow(path)) digest.update(file).update(await readFile(file));
  }
  return digest.digest('hex').slice(0, 32);
}

/** Every file below a path, in one order; the path itself where it is a file. */
export async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      throw error;
    },
  );
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

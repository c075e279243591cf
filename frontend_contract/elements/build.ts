/**
 * Builds dist/: modules that a browser loads as they are, split so that a page loads only what it
 * needs, and prints what each element weighs. `npm run build`.
 */

import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

const ELEMENTS = {
  lazy: 'src/lazy.ts',
  number: 'src/number/element.ts',
  search: 'src/search/element.ts',
  chart: 'src/chart/element.ts',
  map: 'src/map/element.ts',
  taxon: 'src/taxon/element.ts',
  stories: 'src/stories/element.ts',
  cite: 'src/cite/element.ts',
  widget: 'src/widget/element.ts',
  dashboard: 'src/widget/dashboard.ts',
  url: 'src/widget/url.ts',
  copying: 'src/parts/copying.ts',
};
const SERVER = { server: 'src/server.ts', format: 'src/format.ts', words: 'src/words/all.ts' };
/** Where to: a folder that is named, or dist. */
const OUT = process.argv[2] ?? 'dist';
const WORKER = 'maplibre-gl/dist/maplibre-gl-worker.mjs';

type Outputs = Metafile['outputs'];

/** Bytes, gzipped, of `file` with all that it imports at once; what comes later is not counted. */
async function weigh(file: string, outputs: Outputs): Promise<number> {
  const files = new Set([file]);
  for (const one of files) {
    for (const { path, kind } of outputs[one]?.imports ?? []) {
      if (kind === 'import-statement') files.add(path);
    }
  }
  const sizes = [...files].map(async (one) => gzipSync(await readFile(one)).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

await rm(OUT, { recursive: true, force: true });
const browser = await build({
  entryPoints: ELEMENTS,
  outdir: OUT,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  metafile: true,
  logLevel: 'warning',
});
await build({
  entryPoints: SERVER,
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  target: 'node22',
  chunkNames: 'server-[hash]',
});
// Where map/ground.ts looks for it.
await mkdir(`${OUT}/${WORKER}`.replace(/\/[^/]*$/, ''), { recursive: true });
await copyFile(fileURLToPath(import.meta.resolve(WORKER)), `${OUT}/${WORKER}`);

const words = Object.keys(browser.metafile.outputs).find((file) => /\/en-\w+\.js$/.test(file));
const language = words ? gzipSync(await readFile(words)).length : 0;
const weights: Record<string, number> = {};
for (const [name, source] of Object.entries(ELEMENTS)) {
  const [file] = Object.entries(browser.metafile.outputs).find(
    ([, { entryPoint }]) => entryPoint === source,
  )!;
  weights[name] = await weigh(file, browser.metafile.outputs);
}
// In bytes, gzipped; an element loads the words of one language besides.
console.log(JSON.stringify({ weights, language }, null, 2));

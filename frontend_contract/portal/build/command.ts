/**
 * `npm run build -- --outDir FOLDER`: builds the portal, or brings the last build up to date.
 * With `--watch` it does so again whenever something is published, until it is stopped.
 */

import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, type Built, portalApi } from './build.ts';
import { type Copy, isCurrent } from './copy.ts';
import { loadRenderer } from './renderer.ts';

const WATCH_MS = 1000;

const { values } = parseArgs({
  options: {
    outDir: { type: 'string', default: 'dist' },
    watch: { type: 'boolean', default: false },
  },
});
const folder = resolve(values.outDir);

function say({ changed, written, removed, total }: Built): void {
  console.log(
    `${changed} documents changed; ${written.length} files of ${total} written, ` +
      `${removed.length} removed.`,
  );
}

async function watch(): Promise<never> {
  const renderer = await loadRenderer();
  const api = portalApi();
  let copy: Copy | null = null;
  let said = '';
  for (;;) {
    try {
      if (!copy || !(await isCurrent(api, copy))) {
        copy = null;
        const built = await build(folder, renderer);
        copy = built.copy;
        if (built.written.length + built.removed.length > 0) say(built);
      }
      said = '';
    } catch (error) {
      // The same once, however long it lasts.
      if (String(error) !== said) console.error(`${error}\nThe portal shows the last good build.`);
      said = String(error);
    }
    await sleep(WATCH_MS);
  }
}

try {
  if (values.watch) await watch();
  say(await build(folder, await loadRenderer()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

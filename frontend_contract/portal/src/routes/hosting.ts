/** Files that a static host reads. */

import { readdir, rename, rmdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { API_URL, SITE } from '../api/address';

/** /fr/404/index.html becomes /fr/404.html, where hosts look for it. */
async function moveNotFoundPages(root: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = `${root}/${entry.name}/404`;
    try {
      await rename(`${folder}/index.html`, `${root}/${entry.name}/404.html`);
      await rmdir(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** Without the client, which only what is built can import. */
async function mustAnswer(): Promise<void> {
  const url = new URL('site/', API_URL.replace(/\/*$/, '/'));
  if (SITE) url.searchParams.set('site', SITE);
  const answer = await fetch(url).catch((error: Error) => {
    throw new Error(`The delivery API does not answer at ${API_URL}: ${error.cause ?? error}`);
  });
  if (answer.ok) return;
  const said = (await answer.text()).slice(0, 500);
  throw new Error(`The delivery API answers ${answer.status} to ${url}: ${said}`);
}

export function hostingFiles(): AstroIntegration {
  return {
    name: 'hosting-files',
    hooks: {
      'astro:config:setup': async ({ command, injectRoute }) => {
        // Before the last build is removed to make room for this one.
        if (command === 'build') await mustAnswer();
        // Below src/pages/, a name with an underscore is no address.
        injectRoute({ pattern: '/_redirects', entrypoint: './src/routes/redirects.ts' });
      },
      'astro:build:done': ({ dir }) => moveNotFoundPages(fileURLToPath(dir).replace(/\/$/, '')),
    },
  };
}

/** Files that a static host reads, written after the build. */

import { mkdir, readdir, rename, rmdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { getPages, getRedirects, getSite } from '../api/client';
import type { Page, Redirect } from '../api/types';

/**
 * A `_redirects` file as Netlify and Cloudflare Pages read it: permanent addresses first, then
 * the pages that stand for every record below them ("/dataset/:key").
 */
export function redirectsFile(redirects: Redirect[], pages: Page[]): string {
  const moved = redirects
    .filter(({ from }) => from.startsWith('/') && !/\s/.test(from))
    .map(({ from, to, status }) => `${encodeURI(decodeURI(from))} ${to} ${status}`);
  const records = pages
    .filter((page) => page.type === 'home.DataRecordPage')
    .map((page) => `${page.detail_path} ${page.path} 200`);
  return [...moved, ...records, ''].join('\n');
}

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

export function hostingFiles(): AstroIntegration {
  return {
    name: 'hosting-files',
    hooks: {
      'astro:config:setup': async ({ command }) => {
        // Before the last build is removed to make room for this one.
        if (command === 'build') await getSite();
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir).replace(/\/$/, '');
        await mkdir(root, { recursive: true });
        await moveNotFoundPages(root);
        const site = await getSite();
        const pages: Page[] = [];
        for (const { locale } of site.languages) {
          pages.push(...(await getPages(locale, 'home.DataRecordPage')));
        }
        await writeFile(`${root}/_redirects`, redirectsFile(await getRedirects(), pages));
      },
    },
  };
}

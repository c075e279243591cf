import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { sources } from './vite.sources';

/** The server that shows drafts (docs/previews.md), with the components of the static site. */
export default defineConfig({
  srcDir: './preview',
  outDir: './dist-preview',
  // Everything below /preview/ is this server's, its stylesheets and scripts too.
  base: '/preview',
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  trailingSlash: 'always',
  vite: { build: { assetsInlineLimit: 0, cssMinify: true }, plugins: [sources()] },
  devToolbar: { enabled: false },
});

import { defineConfig } from 'astro/config';
import { renderer } from './build/adapter.ts';
import { sources } from './vite.sources';

/** The portal's code. Its pages are drawn by what is in `build/`, since Astro starts too slowly. */
export default defineConfig({
  output: 'server',
  adapter: renderer(),
  trailingSlash: 'always',
  // Code of its own file each: a host may forbid inline scripts.
  vite: { build: { assetsInlineLimit: 0, cssMinify: true }, plugins: [sources()] },
  devToolbar: { enabled: false },
});

import { defineConfig } from 'astro/config';
import { hostingFiles } from './src/routes/hosting';
import { sources } from './vite.sources';

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  build: { format: 'directory', concurrency: 4 },
  // Code of its own file each: a host may forbid inline scripts.
  vite: { build: { assetsInlineLimit: 0 }, plugins: [sources()] },
  devToolbar: { enabled: false },
  integrations: [hostingFiles()],
});

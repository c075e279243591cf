/** Has Astro build the portal's code as a module that draws files: `src/renderer.ts`. */

import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

export function renderer(): AstroIntegration {
  return {
    name: 'portal-renderer',
    hooks: {
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'portal-renderer',
          entrypointResolution: 'auto',
          serverEntrypoint: fileURLToPath(new URL('../src/renderer.ts', import.meta.url)),
          supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'stable' },
        });
      },
    },
  };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

/** Bytes, bundled and gzipped, of a module that uses these exports. */
async function weigh(names: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export ${names} from './src/index.ts';`, resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

test('all of it weighs less than 8 kB, and who uses a part pays for that part', async () => {
  assert.ok((await weigh('*')) < 8_000);
  assert.ok((await weigh('{ renderRichText, pictureOf }')) < 1_000);
  assert.ok((await weigh('{ verifyWebhook }')) < 1_500);
});

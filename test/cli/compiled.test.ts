import { mkdtemp, readdir, rm } from 'node:fs/promises';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { whisker } from './whisker.js';

it.skipIf(!('enableCompileCache' in nodeModule))('compiled code is stored in the cache folder, where nobody else can put some, once the folder is there', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'whisker-compiled-'));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  expect((await whisker(['--help'], { env: { WHISKER_CACHE: join(cache, 'new') } })).code).toBe(0);
  expect(await readdir(cache)).toEqual([]);
  expect((await whisker(['--help'], { env: { WHISKER_CACHE: cache } })).code).toBe(0);
  expect(await readdir(cache)).toEqual(['compiled']);
  expect(await readdir(join(cache, 'compiled'), { recursive: true })).not.toHaveLength(0);
});

it('a cache folder in which nothing can be stored is no obstacle', async () => {
  const { code, out, err } = await whisker(['--help'], { env: { WHISKER_CACHE: fileURLToPath(import.meta.url) } });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Usage: whisker');
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageName, version } from '../../src/config/index.js';
import { cacheOf } from '../../src/setup/cache.js';
import { writeFailure } from '../../src/setup/failure.js';
import { writeManifest } from '../../src/setup/manifest.js';
import { here } from './here.js';
import { whisker } from './whisker.js';

const node = process.versions.node;

/** Returns a new cache, which has nothing in it. */
async function emptyCache() {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-version-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { cache: cacheOf({ platform: process.platform, env: {}, home: folder }, folder), env: { WHISKER_CACHE: folder, CUDA_VISIBLE_DEVICES: '' } };
}

it('names whisker, the engine that is set up, and Node, as text and as JSON', async () => {
  const { cache, env } = await emptyCache();
  const shown = async (...words: string[]): Promise<string> => {
    const { code, out, err } = await here(words, { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out;
  };
  const facts = { name: packageName, version, node, platform: process.platform, arch: process.arch };
  expect(await shown('--version')).toBe(`${packageName} ${version} · TensorFlow not set up yet · Node ${node}\n`);
  expect(JSON.parse(await shown('--version', '--json'))).toEqual({ ...facts, engine: null });

  await writeFailure(cache, process, ['no pip']);
  expect(await shown('--version')).toMatch(/ · TensorFlow\.js 4\.\d+\.\d+ \(CPU, WebAssembly\) · /);
  expect(JSON.parse(await shown('--json', '-V'))).toEqual({ ...facts, engine: { kind: 'wasm', tensorflow: expect.stringMatching(/^4\./), device: 'cpu' } });

  const engine = join(cache.engines, `tensorflow-2.99.0-cpu-${process.platform}-${process.arch}`);
  await mkdir(engine, { recursive: true });
  await writeFile(join(engine, 'addon.node'), '');
  await writeManifest(engine, { device: 'cpu', tensorflow: '2.99.0', platform: process.platform, arch: process.arch, source: 'a test', addon: 'addon.node' });
  expect(await shown('-V')).toBe(`${packageName} ${version} · TensorFlow 2.99.0 (CPU, native) · Node ${node}\n`);
  expect(JSON.parse(await shown('--version', '--json'))).toEqual({ ...facts, engine: { kind: 'native', tensorflow: '2.99.0', device: 'cpu' } });
});

it('loads no engine, decoder or dashboard for it', async () => {
  const { cache, env } = await emptyCache();
  await writeFailure(cache, process, ['no pip']);
  const probe = join(cache.folder, 'loaded.cjs');
  await writeFile(probe, "process.on('exit', () => process.stderr.write(Object.keys(require.cache).join('\\n')));");
  const { code, err: loaded } = await whisker(['--version'], { env: { ...env, NODE_OPTIONS: `--require ${probe}` } });
  expect(code).toBe(0);
  expect(loaded).toContain('commander');
  expect(loaded).not.toMatch(/node_modules\/(?:@tensorflow\/.*\.js$|sharp|@koromix|piscina|react|rxjs)|\/vendor\//m);
});

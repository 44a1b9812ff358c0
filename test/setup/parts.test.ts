import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cacheOf } from '../../src/setup/cache.js';
import { pickEngine } from '../../src/setup/pick-engine.js';
import type { InstalledEngine, SetupEvent } from '../../src/setup/index.js';
import { downloadWheels } from '../../src/setup/pip.js';
import { byteProgress } from '../../src/setup/progress.js';
import { requirementsOf } from '../../src/setup/wheel.js';
import { waitForLock } from '../../src/setup/lock.js';
import { isWheel, platformTags } from '../../src/setup/wheels.js';
import { checkEngine } from '../../src/setup/check.js';
import { distantLockText } from '../disk/lock-text.js';
import { fakeMachine, stockAddon } from './fake-machine.js';

describe('the cache folder', () => {
  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['linux', {}, '/home/me/.cache/whisker'],
    ['linux', { XDG_CACHE_HOME: '/var/x' }, '/var/x/whisker'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/whisker'],
    ['darwin', {}, '/home/me/Library/Caches/whisker'],
    ['linux', { WHISKER_CACHE: '/mine', XDG_CACHE_HOME: '/var/x' }, '/mine'],
  ])('on %s with %o', (platform, env, folder) => {
    expect(cacheOf({ platform, env, home: '/home/me' }).folder).toBe(folder);
  });

  test('of a user without a home folder is where the environment says', () => {
    expect(cacheOf({ platform: 'linux', env: { WHISKER_CACHE: '/mine' }, home: '' }).folder).toBe('/mine');
    expect(cacheOf({ platform: 'linux', env: { XDG_CACHE_HOME: '/var/x' }, home: '' }).folder).toBe('/var/x/whisker');
    expect(() => cacheOf({ platform: 'linux', env: {}, home: '' })).toThrow('This user has no home folder, so whisker has no place for what it keeps. Set WHISKER_CACHE to a folder that the user may write to.');
  });
});

describe('the lock of the cache', () => {
  test('waits for a process of another machine and names it with its lock file, until that process has been silent too long', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'whisker-lock-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const cache = cacheOf({ platform: 'linux', env: {}, home: folder }, folder);
    await writeFile(cache.lock, distantLockText({ pid: 7, host: 'elsewhere' }));
    const messages: string[] = [];
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    const lock = await waitForLock(cache, (text) => void utimes(cache.lock, twoDaysAgo, twoDaysAgo).then(() => messages.push(text)), AbortSignal.timeout(50_000));
    expect(messages).toEqual([
      `Process 7 on elsewhere is setting the engine up in ${folder}. Waiting until it is done or has been silent for 5 minutes. (If no such process runs, remove ${cache.lock}.)`,
    ]);
    await lock.release();
  });
});

test("the check of an engine works with the binding's own addon too", async () => {
  const { folder, machine } = await fakeMachine();
  await writeFile(join(folder, 'right.node'), stockAddon([7, 10, 15, 22]));
  await writeFile(join(folder, 'wrong.node'), stockAddon([0, 0, 0, 0]));
  expect(await checkEngine(folder, { addon: 'right.node' }, machine)).toEqual({ ok: true, version: '2.21.0', device: 'cpu' });
  expect(await checkEngine(folder, { addon: 'wrong.node' }, machine)).toMatchObject({ ok: false, why: expect.stringContaining('a product came out as 0,0,0,0') as string });
});

describe('the engine picked for a choice', () => {
  const engine = (device: 'cpu' | 'gpu', tensorflow: string): InstalledEngine => ({
    folder: `${device} ${tensorflow}`,
    manifest: { format: 3, device, tensorflow, platform: 'linux', arch: 'x64', source: '', addon: '', files: {} },
  });
  const [old, cpu, gpu] = [engine('cpu', '2.9.1'), engine('cpu', '2.21.0'), engine('gpu', '2.21.0')];

  test.each([
    ['auto', false, [old, gpu, cpu], cpu],
    ['auto', true, [old, cpu, gpu], gpu],
    ['auto', true, [old, cpu], cpu],
    ['auto', false, [gpu], gpu],
    ['cpu', true, [gpu, old], old],
    ['gpu', false, [cpu, gpu], gpu],
    ['gpu', true, [cpu], undefined],
    ['cpu', false, [], undefined],
  ] as const)('%s, driver %s', (choice, nvidia, engines, expected) => {
    expect(pickEngine(engines, choice, nvidia)).toBe(expected);
  });
});

describe('wheels', () => {
  test('are recognized by name, version and any of their platform tags', () => {
    const tags = platformTags('manylinux_2_27_x86_64');
    expect(tags).toContain('manylinux_2_17_x86_64');
    expect(tags).toContain('manylinux2014_x86_64');
    const is = (file: string, name: string, version?: string) => isWheel(file, { name, ...(version !== undefined && { version }) }, tags);
    expect(is('tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl', 'tensorflow-cpu', '2.21.0')).toBe(true);
    expect(is('tensorflow_cpu-2.20.0-cp312-cp312-manylinux_2_27_x86_64.whl', 'tensorflow-cpu', '2.21.0')).toBe(false);
    expect(is('tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl', 'tensorflow', '2.21.0')).toBe(false);
    expect(is('tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_aarch64.whl', 'tensorflow-cpu', '2.21.0')).toBe(false);
    expect(is('nvidia_nccl_cu12-2.32.3-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl', 'nvidia-nccl-cu12')).toBe(true);
    expect(is('nvidia_nccl_cu12-2.32.3-py3-none-manylinux_2_28_x86_64.whl', 'nvidia-nccl-cu12')).toBe(false);
    expect(is('tensorflow_cpu-2.21.0.tar.gz', 'tensorflow-cpu')).toBe(false);
  });

  test('list the requirements that an extra adds', () => {
    const metadata = 'Requires-Dist: numpy>=1.26.0\r\nRequires-Dist: nvidia-nccl-cu12<3.0,>=2.27.7; extra == "and-cuda"\nRequires-Dist: io>=1; (x) and extra == "other"\n';
    expect(requirementsOf(metadata, 'and-cuda')).toEqual(['nvidia-nccl-cu12<3.0,>=2.27.7']);
  });

  test('that cannot be fetched from an unreachable index name the index as the reason', async () => {
    const { machine, folder } = await fakeMachine();
    const program = `console.error("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/x/\\nERROR: No matching distribution found for x"); process.exit(1)`;
    const download = { requirements: ['x==1'], platformTag: 'manylinux_2_27_x86_64', title: 'x', bytes: 1, folder };
    await expect(downloadWheels([process.execPath, '-e', program, '--'], download, machine, () => undefined)).rejects.toThrow(/its package index cannot be reached \(NewConnectionError\)$/);
  });
});

test('bytes are reported ten times a second at most, and at the end', () => {
  let time = 0;
  const events: SetupEvent[] = [];
  const showBytes = byteProgress((event) => events.push(event), 'unpacking x', 1000, () => time);
  for (let done = 1; done <= 1000; done++, time += 1) showBytes(done);
  expect(events).toHaveLength(11);
  expect(events.at(-1)).toMatchObject({ done: 1000, total: 1000 });
});

import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { showSetup } from '../../src/engine/index.js';
import { cacheOf } from '../../src/setup/cache.js';
import { pickEngine } from '../../src/setup/choose.js';
import type { InstalledEngine } from '../../src/setup/manifest.js';
import { downloadWheels } from '../../src/setup/pip.js';
import { meter, type SetupEvent } from '../../src/setup/report.js';
import { requirementsOf } from '../../src/setup/wheel.js';
import { takeTurn } from '../../src/setup/turn.js';
import { isWheel, platformTags } from '../../src/setup/wheels.js';
import { prove } from '../../src/setup/prove.js';
import { standIn, stockAddon } from '../engine/stand-ins.js';

describe('where engines are kept', () => {
  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['linux', {}, '/home/me/.cache/whisker'],
    ['linux', { XDG_CACHE_HOME: '/var/x' }, '/var/x/whisker'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/whisker'],
    ['darwin', {}, '/home/me/Library/Caches/whisker'],
    ['linux', { WHISKER_CACHE: '/mine', XDG_CACHE_HOME: '/var/x' }, '/mine'],
  ])('on %s with %o', (platform, env, folder) => {
    expect(cacheOf({ platform, env, home: '/home/me' }).folder).toBe(folder);
  });
});

describe('the turn to set an engine up', () => {
  test('comes after a process of another machine, which is named with its lock file; not after one that has long been silent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'whisker-turn-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const cache = cacheOf({ platform: 'linux', env: {}, home: folder }, folder);
    await writeFile(cache.lock, JSON.stringify({ pid: 7, host: `not-${hostname()}`, born: '' }));
    const told: string[] = [];
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    const unlock = await takeTurn(cache, (text) => void utimes(cache.lock, twoDaysAgo, twoDaysAgo).then(() => told.push(text)), AbortSignal.timeout(20_000));
    expect(told).toEqual([
      `Process 7 on not-${hostname()} is setting the engine up in ${folder}; waiting until it is done, or has given no sign of life for 5 minutes. (If no such process runs, remove ${cache.lock}.)`,
    ]);
    await unlock();
  });
});

test("the proof of an engine calls the binding's own addon too, as its download brings it", async () => {
  const { folder, machine } = await standIn();
  await writeFile(join(folder, 'right.node'), stockAddon([7, 10, 15, 22]));
  await writeFile(join(folder, 'wrong.node'), stockAddon([0, 0, 0, 0]));
  expect(await prove(folder, { addon: 'right.node' }, machine)).toEqual({ ok: true, version: '2.21.0', device: 'cpu' });
  expect(await prove(folder, { addon: 'wrong.node' }, machine)).toMatchObject({ ok: false, why: expect.stringContaining('a product came out as 0,0,0,0') as string });
});

describe('the engine that serves a choice', () => {
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
  test('are known by name, version and any of their platform tags', () => {
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

  test('name what an extra adds', () => {
    const metadata = 'Requires-Dist: numpy>=1.26.0\r\nRequires-Dist: nvidia-nccl-cu12<3.0,>=2.27.7; extra == "and-cuda"\nRequires-Dist: io>=1; (x) and extra == "other"\n';
    expect(requirementsOf(metadata, 'and-cuda')).toEqual(['nvidia-nccl-cu12<3.0,>=2.27.7']);
  });

  test('an index out of reach is called that, and not a wheel that there is none of', async () => {
    const { machine, folder } = await standIn();
    const program = `console.error("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/x/\\nERROR: No matching distribution found for x"); process.exit(1)`;
    const wanted = { requirements: ['x==1'], platformTag: 'manylinux_2_27_x86_64', title: 'x', bytes: 1, folder };
    await expect(downloadWheels([process.execPath, '-e', program, '--'], wanted, machine, () => undefined)).rejects.toThrow(/its package index cannot be reached \(NewConnectionError\)$/);
  });
});

describe('what is shown of set-up', () => {
  const shown = (isTTY: boolean, events: readonly (readonly [ms: number, event: SetupEvent])[]): string => {
    let text = '';
    let time = 0;
    const stream = Object.assign(new Writable({ write: (chunk, _, done) => done(void (text += String(chunk))) }), { isTTY, columns: 200 });
    const show = showSetup(stream, () => time);
    for (const [ms, event] of events) {
      time = ms;
      show(event);
    }
    return text;
  };
  const at = (seconds: number): readonly [number, SetupEvent] => [1e6 + seconds * 1000, { kind: 'progress', what: 'downloading x', done: seconds * 10e6, total: 274e6, seconds }];
  const end: readonly [number, SetupEvent] = [2e6, { kind: 'line', text: 'Done.' }];

  test('on a terminal is one line that moves, and makes way for the next', () => {
    expect(shown(true, [at(1), at(1.01), at(2), end])).toBe(
      '\r\u001B[KDownloading x   3 %   10 MB of 274 MB   10 MB/s   26 s left\r\u001B[KDownloading x   7 %   20 MB of 274 MB   10 MB/s   25 s left\r\u001B[KDone.\n',
    );
  });

  test('in a file is a line now and then', () => {
    expect(shown(false, [...Array.from({ length: 25 }, (_, i) => at(i)), end])).toBe(
      'Downloading x   36 %   100 MB of 274 MB   10 MB/s   17 s left\nDownloading x   72 %   200 MB of 274 MB   10 MB/s   7 s left\nDone.\n',
    );
  });

  test('is told ten times a second at most, and at the end', () => {
    let time = 0;
    const told: SetupEvent[] = [];
    const tell = meter((event) => told.push(event), 'unpacking x', 1000, () => time);
    for (let done = 1; done <= 1000; done++, time += 1) tell(done);
    expect(told).toHaveLength(11);
    expect(told.at(-1)).toMatchObject({ done: 1000, total: 1000 });
  });
});

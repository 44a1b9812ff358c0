import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { surveyEngines } from '../../src/engine/index.js';
import { bindingPackage } from '../../src/setup/packages.js';
import type { installFromBinding } from '../../src/setup/from-binding.js';
import { downloads, NAME, namesIn, setUp, standIn, type Has } from '../engine/stand-ins.js';

/** The binding's own download copies its package and starts programs, which takes long: it is gone in one test, and refused at once in the others. */
const own = vi.hoisted(() => ({ isGone: false }));
vi.mock('../../src/setup/from-binding.js', async (original) => {
  const real = await original<{ readonly installFromBinding: typeof installFromBinding }>();
  return {
    installFromBinding: (...request: Parameters<typeof installFromBinding>) =>
      own.isGone ? real.installFromBinding(...request) : Promise.reject(new WorkFailed('it is not gone in this test')),
  };
});

describe('TensorFlow out of its wheel', () => {
  test('is fetched with pip, compiled, proven, and from then on simply there', async () => {
    const stand = await standIn();
    const { reached, told } = await setUp(stand);
    expect(reached).toMatchObject({
      kind: 'native',
      engine: { folder: join(stand.cache, 'engines', NAME), manifest: { device: 'cpu', tensorflow: '2.21.0', source: 'wheel from pip, binding compiled with c++' } },
    });
    expect(told).toEqual([
      expect.stringMatching(/^Setting up TensorFlow 2\.21\.0, which computes, in .*, once: 274 MB to download, about 853 MB on disk\.$/),
      expect.stringMatching(/^TensorFlow 2\.21\.0 for the CPU is ready in /),
    ]);
    expect(await stand.log()).toEqual(['pip tensorflow-cpu==2.21.0', 'compiled whisker.node', 'compiled companion.node']);
    expect(await namesIn(stand.cache)).toEqual(['engines']);
    // Two libraries, the addon, the companion: nothing else of the wheel is kept.
    expect(Object.keys(JSON.parse(await readFile(join(stand.cache, 'engines', NAME, 'engine.json'), 'utf8')).files).sort()).toEqual([
      'deps/lib/libtensorflow_cc.so.2', 'deps/lib/libtensorflow_framework.so.2', 'lib/napi-v8/companion.node', 'lib/napi-v8/whisker.node',
    ]);
    expect(await setUp(stand)).toEqual({ reached, told: [] });
    expect(await downloads(stand)).toHaveLength(1);
  });

  test('is compiled with a compiler out of a wheel where there is none', async () => {
    const stand = await standIn({ compiler: 'none', wheels: ['cpu', 'zig'] });
    const { reached, told } = await setUp(stand);
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { source: 'wheel from pip, binding compiled with zig 0.15.2' } } });
    expect(told[0]).toMatch(/^No C\+\+ compiler is here: one is downloaded for this/);
    expect(await namesIn(stand.cache)).toEqual(['engines']);
  });

  test('and where the one that is there fails', async () => {
    const stand = await standIn({ compiler: 'fails', wheels: ['cpu', 'zig'] });
    expect((await setUp(stand)).reached).toMatchObject({ kind: 'native', engine: { manifest: { source: expect.stringContaining('zig') } } });
  });

  test('comes with CUDA where there is an NVIDIA driver', async () => {
    const stand = await standIn({ wheels: ['cpu', 'gpu'], machine: { hasNvidia: () => true } });
    const { reached } = await setUp(stand);
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { device: 'gpu', files: { 'deps/nvidia/cublas/lib/libcublas.so.12': 6 } } } });
    expect(await stand.log()).toContain('pip nvidia-cublas-cu12<13.0,>=12.5');
  });

  test('for the CPU where that for the GPU cannot be had; set-up anew tries the GPU once more, and fetches what is there no second time', async () => {
    const stand = await standIn({ machine: { hasNvidia: () => true } });
    const { reached, told } = await setUp(stand);
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { device: 'cpu' } } });
    expect(told.join('\n')).toContain('Not through pip (TensorFlow 2.21.0 for the GPU): pip could not download it: ERROR: No matching distribution found for tensorflow==2.21.0');
    await setUp(stand);
    expect(await downloads(stand)).toHaveLength(2);
    const anew = await setUp(stand, { anew: true });
    expect(anew.reached).toEqual(reached);
    expect(anew.told.at(-1)).toMatch(/^TensorFlow 2\.21\.0 for the CPU stays: it is in /);
    expect((await downloads(stand)).slice(2)).toEqual(['pip tensorflow==2.21.0']);
  });
});

describe('a way that cannot be gone says why in a line', () => {
  const cases: [what: string, has: Has, reason: RegExp][] = [
    ['no pip', { pip: false }, /no pip answers \(tried python3 -m pip, .*\); install Python with pip$/],
    ['pip that finds no wheel', { wheels: [] }, /pip could not download it: ERROR: No matching distribution found for tensorflow-cpu==2\.21\.0$/],
    ['a wheel that is cut short', { wheels: ['cut short'] }, /tensorflow_cpu-.*\.whl cannot be read \(.*\); it may be cut short: fetch it again$/],
    ['a wheel without the library', { wheels: ['without library'] }, /holds no libtensorflow_cc\.so\.2/],
    ['no compiler', { compiler: 'none' }, /no C\+\+ compiler works \(tried \$CXX, .*\), and none could be fetched: .*ziglang==0\.15\.2$/],
    ['a compiler that fails', { compiler: 'fails' }, /no C\+\+ compiler works \(c\+\+: x\.cc:1:2: fatal error: napi\.h: no such header\), and none/],
    ['an engine that computes wrongly', { compiler: 'miscompiles' }, /it was built but does not compute here: Error: a product came out as 0,0,0,0$/],
    ['an old glibc', { machine: { glibc: '2.17' } }, /TensorFlow needs glibc 2\.27 or later, and this machine has glibc 2\.17$/],
    ['another C library', { machine: { glibc: undefined } }, /this machine has another C library$/],
    ['a platform without a wheel', { machine: { arch: 'riscv64' } }, /there is no wheel of TensorFlow for linux on riscv64 that whisker can use$/],
    ['a full disk', { machine: { freeBytes: () => Promise.resolve(900e6) } }, /the disk of .* has 900 MB free and 1\.2 GB are needed; make room/],
  ];
  test.each(cases)('%s', async (_, has, reason) => {
    const stand = await standIn(has);
    const { reached, told } = await setUp(stand);
    if (reached.kind !== 'wasm') throw new Error('it was set up');
    expect(reached.reasons).toEqual([expect.stringMatching(reason), expect.stringMatching(/^the binding's own download: /)]);
    for (const each of reached.reasons) expect(told).toContain(`Not through ${each}`);
    for (const line of told) expect(line).not.toContain('\n');
    expect(told.at(-1)).toMatch(/^WebAssembly computes: /);
    expect(await namesIn(stand.cache), 'nothing is left behind').toEqual(['native-failed.json']);
  });

  test("and what was asked for by name is not had: an error with every reason, and the binding's package as it was", async () => {
    const stand = await standIn({ wheels: [] });
    const before = await digestOf(bindingPackage());
    own.isGone = true;
    try {
      const refused = setUp(stand, { engine: 'cpu' });
      await expect(refused).rejects.toThrow(/^The engine cpu could not be set up\.\n {2}pip .*\n {2}the binding's own download: .*there is no network here$/);
      await expect(refused).rejects.toBeInstanceOf(WorkFailed);
    } finally {
      own.isGone = false;
    }
    expect(await namesIn(stand.cache)).toEqual([]);
    await setUp(await standIn());
    expect(await digestOf(bindingPackage())).toBe(before);
  });

  test('a disk that fills while an engine is unpacked: no half of it stays, and with room again it is set up', async () => {
    const stand = await standIn();
    const { write } = fs;
    let refused = 0;
    const spy = vi.spyOn(fs, 'write').mockImplementation(((...words: Parameters<typeof write>) => {
      // The second of two libraries: the first is on the disk by then.
      if (String(words[1]) !== 'framework') return Reflect.apply(write, fs, words);
      refused++;
      const done: unknown = words.at(-1);
      if (typeof done === 'function') done(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
    }) as typeof write);
    const { reached } = await setUp(stand).finally(() => spy.mockRestore());
    expect(refused).toBe(1);
    expect(reached).toMatchObject({ kind: 'wasm', reasons: [expect.stringMatching(/^pip .*: ENOSPC: no space left on device/), expect.anything()] });
    expect(await namesIn(stand.cache)).toEqual(['native-failed.json']);
    expect((await setUp(stand, { anew: true })).reached.kind).toBe('native');
  });

  test('a failure is remembered, until set-up is asked for anew', async () => {
    const stand = await standIn({ wheels: [] });
    await setUp(stand);
    const { reached, told } = await setUp(stand);
    expect(reached.kind).toBe('wasm');
    expect(told).toEqual([expect.stringMatching(/^TensorFlow could not be set up on \d{4}-\d\d-\d\d \(pip .*\); WebAssembly computes\. `whisker setup` tries anew\.$/)]);
    expect(await downloads(stand)).toHaveLength(1);
    const better = await standIn();
    expect((await setUp(stand, { anew: true, machine: better.machine })).reached.kind).toBe('native');
    expect(await namesIn(stand.cache)).toEqual(['engines']);
  });

  test('one that cannot be remembered, on a full disk, ends in WebAssembly too', async () => {
    const stand = await standIn({ pip: false, machine: { glibc: '2.17' } });
    // Nothing can be renamed onto a folder.
    await mkdir(join(stand.cache, 'native-failed.json'), { recursive: true });
    const { reached, told } = await setUp(stand);
    expect(reached.kind).toBe('wasm');
    expect(told.at(-1)).toMatch(/^WebAssembly computes: /);
  });
});

describe('a cache folder that cannot be written', () => {
  test.each([['a file in its place', ''], ['a file above it', 'deeper']])('%s', async (_, below) => {
    const stand = await standIn();
    await writeFile(stand.cache, 'a file');
    const cache = join(stand.cache, below);
    const { reached, told } = await setUp(stand, { cache });
    expect(reached).toMatchObject({ kind: 'wasm' });
    expect(told).toEqual([expect.stringMatching(/^The engine cannot be kept in .*: a part of that path is a file\. Name a folder .* WHISKER_CACHE\. Until then WebAssembly/)]);
    await expect(setUp(stand, { cache, engine: 'cpu' })).rejects.toBeInstanceOf(WorkFailed);
    expect(await stand.log()).toEqual([]);
    expect(await surveyEngines({ cache, machine: stand.machine })).toMatchObject({ writable: false, engine: undefined });
  });
});

describe('what was interrupted', () => {
  test('is cleared away by the next set-up', async () => {
    const stand = await standIn();
    await mkdir(join(stand.cache, 'staging-1-x', 'engine'), { recursive: true });
    expect((await setUp(stand)).told[0]).toBe('Removed what an interrupted set-up had left behind.');
    expect(await namesIn(stand.cache)).toEqual(['engines']);
  });

  const library = join('deps', 'lib', 'libtensorflow_cc.so.2');
  test('an engine that is not whole is not used, and is replaced', async () => {
    const harms: [harm: (engine: string) => Promise<void>, reason: RegExp][] = [
      [(engine) => rm(join(engine, 'engine.json')), /engine\.json is missing/],
      [(engine) => truncate(join(engine, 'engine.json'), 20), /engine\.json cannot be read/],
      [(engine) => truncate(join(engine, library), 1), /libtensorflow_cc\.so\.2 has 1 bytes instead of 2/],
      [(engine) => rm(join(engine, library)), /libtensorflow_cc\.so\.2 is missing/],
    ];
    const stand = await standIn();
    await setUp(stand);
    for (const [nth, [harm, reason]] of harms.entries()) {
      await harm(join(stand.cache, 'engines', NAME));
      expect(await surveyEngines({ cache: stand.cache, machine: stand.machine })).toMatchObject({ engine: undefined, broken: [{ reason: expect.stringMatching(reason) }] });
      const { reached, told } = await setUp(stand);
      expect(told[0]).toMatch(reason);
      expect(reached.kind).toBe('native');
      expect(await downloads(stand)).toHaveLength(nth + 2);
      expect(await namesIn(stand.cache)).toEqual(['engines']);
    }
  });

  test('Ctrl-C ends pip, and leaves nothing', async () => {
    const stand = await standIn({ pause: 60_000 });
    const ending = new AbortController();
    const refused = setUp(stand, { signal: ending.signal });
    refused.catch(() => undefined);
    while ((await downloads(stand)).length === 0) await setTimeout(20);
    ending.abort(new Error('interrupted'));
    await expect(refused).rejects.toThrow('interrupted');
    expect(await namesIn(stand.cache)).toEqual([]);
  });
});

describe('--from', () => {
  test('takes the wheels of a folder, and asks no pip', async () => {
    const stand = await standIn({ pip: false });
    const { reached } = await setUp(stand, { from: stand.wheels });
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { source: `wheel from ${stand.wheels}, binding compiled with c++` } } });
    expect(await namesIn(stand.wheels)).toHaveLength(1);
  });

  test('names the wheels that are missing, and how to fetch them', async () => {
    const stand = await standIn({ wheels: [] });
    const refused = setUp(stand, { from: stand.wheels, engine: 'cpu' });
    await expect(refused).rejects.toThrow(/lacks tensorflow-cpu==2\.21\.0 for manylinux_2_27_x86_64\. On a machine with a network: python3 -m pip download .*'tensorflow-cpu==2\.21\.0'$/);
    await expect(refused).rejects.toBeInstanceOf(WrongCommand);
    await expect(setUp(stand, { from: stand.wheels })).rejects.toThrow(/lacks tensorflow-cpu==2\.21\.0/);
    expect(await stand.log()).toEqual([]);
    expect(await namesIn(stand.cache)).toEqual([]);
    await expect(setUp(stand, { from: join(stand.folder, 'none') })).rejects.toThrow(/^There is no folder .*none to take wheels from/);
    await expect(setUp(stand, { from: stand.wheels, engine: 'wasm' })).rejects.toBeInstanceOf(WrongCommand);
  });
});

test('WebAssembly needs nothing, and touches nothing', async () => {
  const stand = await standIn();
  expect(await setUp(stand, { engine: 'wasm' })).toEqual({ reached: { kind: 'wasm', reasons: [] }, told: [] });
  expect(await namesIn(stand.folder)).not.toContain('cache');
});

/** Of every file in a folder: its path, when it was changed, and what is in it. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of paths) hash.update(`${path} ${fs.statSync(path).mtimeMs}\n`).update(fs.readFileSync(path));
  return hash.digest('hex');
}

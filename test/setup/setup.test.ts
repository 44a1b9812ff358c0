import fs from 'node:fs';
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { surveyEngines } from '../../src/setup/index.js';
import type { Manifest } from '../../src/setup/manifest.js';
import { downloads, NAME, namesIn, setUp, fakeMachine, type FakeMachineOptions } from './fake-machine.js';

describe('TensorFlow out of its wheel', () => {
  test('is fetched with pip, compiled, checked, and found by the next call', async () => {
    const fake = await fakeMachine();
    const { reached, messages } = await setUp(fake);
    expect(reached).toMatchObject({
      kind: 'native',
      engine: { folder: join(fake.cache, 'engines', NAME), manifest: { device: 'cpu', tensorflow: '2.21.0', source: 'wheel from pip, binding compiled with c++' } },
    });
    expect(messages).toEqual([
      expect.stringMatching(/^Setting up TensorFlow 2\.21\.0 in .*, once for all checkouts: 274 MB to download, about 853 MB on disk\.$/),
      expect.stringMatching(/^TensorFlow 2\.21\.0 for the CPU is ready in /),
    ]);
    expect(await fake.log()).toEqual(['pip tensorflow-cpu==2.21.0', 'compiled whisker.node', 'compiled companion.node']);
    expect(await namesIn(fake.cache)).toEqual(['engines']);
    // Two libraries, the addon and its companion. Nothing else of the wheel stays.
    expect(Object.keys(JSON.parse(await readFile(join(fake.cache, 'engines', NAME, 'engine.json'), 'utf8')).files).sort()).toEqual([
      'deps/lib/libtensorflow_cc.so.2', 'deps/lib/libtensorflow_framework.so.2', 'lib/napi-v8/companion.node', 'lib/napi-v8/whisker.node',
    ]);
    expect(await setUp(fake)).toEqual({ reached, messages: [] });
    expect(await downloads(fake)).toHaveLength(1);
  });

  test('is compiled with a compiler out of a wheel on a machine without one', async () => {
    const fake = await fakeMachine({ compiler: 'none', wheels: ['cpu', 'zig'] });
    const { reached, messages } = await setUp(fake);
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { source: 'wheel from pip, binding compiled with zig 0.15.2' } } });
    expect(messages[0]).toMatch(/^This machine has no C\+\+ compiler\. One is downloaded \(/);
    expect(await namesIn(fake.cache)).toEqual(['engines']);
  });

  test('is compiled with that one too when the machine\'s own fails', async () => {
    const fake = await fakeMachine({ compiler: 'fails', wheels: ['cpu', 'zig'] });
    expect((await setUp(fake)).reached).toMatchObject({ kind: 'native', engine: { manifest: { source: expect.stringContaining('zig') } } });
  });

  test('comes with CUDA on a machine with an NVIDIA driver', async () => {
    const fake = await fakeMachine({ wheels: ['cpu', 'gpu'], machine: { hasNvidia: () => true } });
    const { reached } = await setUp(fake);
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { device: 'gpu', files: { 'deps/nvidia/cublas/lib/libcublas.so.12': 6 } } } });
    expect(await fake.log()).toContain('pip nvidia-cublas-cu12<13.0,>=12.5');
  });

  test('serves the CPU when the GPU wheel cannot be had; a retry looks for the GPU wheel only', async () => {
    const fake = await fakeMachine({ machine: { hasNvidia: () => true } });
    const { reached, messages } = await setUp(fake);
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { device: 'cpu' } } });
    expect(messages.join('\n')).toContain('Not installed with pip (TensorFlow 2.21.0 for the GPU): pip could not download it: ERROR: No matching distribution found for tensorflow==2.21.0');
    await setUp(fake);
    expect(await downloads(fake)).toHaveLength(2);
    const retried = await setUp(fake, { retry: true });
    expect(retried.reached).toEqual(reached);
    expect(retried.messages.at(-1)).toMatch(/^TensorFlow 2\.21\.0 for the CPU stays in use: /);
    expect((await downloads(fake)).slice(2)).toEqual(['pip tensorflow==2.21.0']);
  });
});

test("the binding's own download serves where there is no wheel, and leaves only the engine", async () => {
  const fake = await fakeMachine({ wheels: [], npm: 'with the host' });
  const { reached, messages } = await setUp(fake);
  expect(reached).toMatchObject({
    kind: 'native',
    engine: { manifest: { source: "the binding's own download", addon: join('lib', 'napi-v8', 'tfjs_binding.node'), files: { [join('deps', 'lib', 'libtensorflow.so.2')]: 7 } } },
  });
  expect(messages).toContainEqual(expect.stringMatching(/^Trying the binding's own download: an older TensorFlow/));
  expect(await namesIn(fake.cache)).toEqual(['engines']);
});

describe('a method that fails gives its reason in one line', () => {
  const cases: [what: string, has: FakeMachineOptions, reason: RegExp][] = [
    ['no pip', { pip: false }, /pip was not found \(tried python3 -m pip, .*\); install Python with pip$/],
    ['pip that finds no wheel', { wheels: [] }, /pip could not download it: ERROR: No matching distribution found for tensorflow-cpu==2\.21\.0$/],
    ['a wheel that is cut short', { wheels: ['cut short'] }, /tensorflow_cpu-.*\.whl cannot be read \(.*\); it may be cut short: fetch it again$/],
    ['a wheel without the library', { wheels: ['without library'] }, /does not contain libtensorflow_cc\.so\.2/],
    ['no compiler', { compiler: 'none' }, /no C\+\+ compiler works \(tried \$CXX, .*\), and none could be fetched: .*ziglang==0\.15\.2$/],
    ['a compiler that fails', { compiler: 'fails' }, /no C\+\+ compiler works \(c\+\+: x\.cc:1:2: fatal error: napi\.h: no such header\), and none/],
    ['an engine that computes wrongly', { compiler: 'miscompiles' }, /it was built, but does not compute on this machine: Error: a product came out as 0,0,0,0$/],
    ['an old glibc', { machine: { glibc: '2.17' } }, /TensorFlow needs glibc 2\.27 or later, and this machine has glibc 2\.17$/],
    ['another C library', { machine: { glibc: undefined } }, /this machine has another C library$/],
    ['a platform without a wheel', { machine: { arch: 'riscv64' } }, /there is no TensorFlow wheel for linux on riscv64 that whisker can use$/],
    ['a full disk', { machine: { freeBytes: () => Promise.resolve(900e6) } }, /the disk of .* has 900 MB free, and 1\.2 GB are needed; free some space/],
  ];
  test.each(cases)('%s', async (_, has, reason) => {
    const fake = await fakeMachine(has);
    const { reached, messages } = await setUp(fake);
    if (reached.kind !== 'wasm') throw new Error('it was set up');
    expect(reached.reasons).toEqual([expect.stringMatching(reason), expect.stringMatching(/^the binding's own download: /)]);
    for (const each of reached.reasons) expect(messages).toContain(`Not installed with ${each}`);
    for (const line of messages) expect(line).not.toContain('\n');
    expect(messages.at(-1)).toMatch(/^WebAssembly is used instead: /);
    expect(await namesIn(fake.cache), 'nothing is left behind').toEqual(['native-failed.json']);
  });

  test('an engine that was named fails with every reason', async () => {
    const refused = setUp(await fakeMachine({ wheels: [] }), { engine: 'cpu' });
    await expect(refused).rejects.toThrow(/^The engine cpu could not be set up\.\n {2}pip .*\n {2}the binding's own download: .*there is no network here$/);
    await expect(refused).rejects.toBeInstanceOf(WorkFailed);
    await expect(setUp(await fakeMachine({ wheels: [], npm: 'none' }), { engine: 'cpu' })).rejects.toThrow(/own download: .*npm could not fetch @tensorflow\/tfjs-node-gpu@4\.22\.0: .*ENOENT$/);
  });

  test('a disk that fills up during unpacking leaves no half engine, and set-up works once there is space', async () => {
    const fake = await fakeMachine();
    const { write } = fs;
    let refused = 0;
    const spy = vi.spyOn(fs, 'write').mockImplementation(((...words: Parameters<typeof write>) => {
      // The second library: the first is already on the disk.
      if (String(words[1]) !== 'framework') return Reflect.apply(write, fs, words);
      refused++;
      const done: unknown = words.at(-1);
      if (typeof done === 'function') done(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
    }) as typeof write);
    const { reached } = await setUp(fake).finally(() => spy.mockRestore());
    expect(refused).toBe(1);
    expect(reached).toMatchObject({ kind: 'wasm', reasons: [expect.stringMatching(/^pip .*: ENOSPC: no space left on device/), expect.anything()] });
    expect(await namesIn(fake.cache)).toEqual(['native-failed.json']);
    expect((await setUp(fake, { retry: true })).reached.kind).toBe('native');
  });

  test('a failure stays on record until a retry', async () => {
    const fake = await fakeMachine({ wheels: [] });
    await setUp(fake);
    const { reached, messages } = await setUp(fake);
    expect(reached.kind).toBe('wasm');
    expect(messages).toEqual([expect.stringMatching(/^TensorFlow could not be set up on \d{4}-\d\d-\d\d \(pip .*\)\. WebAssembly is used instead\. `whisker setup` tries again\.$/)]);
    expect(await downloads(fake)).toHaveLength(1);
    const better = await fakeMachine();
    expect((await setUp(fake, { retry: true, machine: better.machine })).reached.kind).toBe('native');
    expect(await namesIn(fake.cache)).toEqual(['engines']);
  });

  test('a failure that cannot be recorded, on a full disk, ends in WebAssembly too', async () => {
    const fake = await fakeMachine({ pip: false, machine: { glibc: '2.17' } });
    // A file cannot be renamed onto a folder.
    await mkdir(join(fake.cache, 'native-failed.json'), { recursive: true });
    const { reached, messages } = await setUp(fake);
    expect(reached.kind).toBe('wasm');
    expect(messages.at(-1)).toMatch(/^WebAssembly is used instead: /);
  });
});

describe('a cache folder that cannot be written', () => {
  test.each([['a file in its place', ''], ['a file above it', 'deeper']])('%s', async (_, below) => {
    const fake = await fakeMachine();
    await writeFile(fake.cache, 'a file');
    const cache = join(fake.cache, below);
    const { reached, messages } = await setUp(fake, { cache });
    expect(reached).toMatchObject({ kind: 'wasm' });
    expect(messages).toEqual([expect.stringMatching(/^The engine cannot be stored in .*: a part of that path is a file\. Set WHISKER_CACHE .*\. WebAssembly is used instead/)]);
    await expect(setUp(fake, { cache, engine: 'cpu' })).rejects.toBeInstanceOf(WorkFailed);
    expect(await fake.log()).toEqual([]);
    expect(await surveyEngines({ cache, machine: fake.machine })).toMatchObject({ writable: false, engine: undefined });
  });
});

describe('an interrupted set-up', () => {
  test('is cleaned up by the next one', async () => {
    const fake = await fakeMachine();
    await mkdir(join(fake.cache, 'staging-1-x', 'engine'), { recursive: true });
    expect((await setUp(fake)).messages[0]).toBe('Removed the remains of an interrupted set-up.');
    expect(await namesIn(fake.cache)).toEqual(['engines']);
  });

  const library = join('deps', 'lib', 'libtensorflow_cc.so.2');
  const edit = async (engine: string, change: (manifest: Manifest) => Manifest) => {
    const path = join(engine, 'engine.json');
    await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')))));
  };
  test('an incomplete engine is not used, and is replaced', async () => {
    const harms: [harm: (engine: string) => Promise<void>, reason: RegExp][] = [
      [(engine) => rm(join(engine, 'engine.json')), /engine\.json is missing/],
      [(engine) => truncate(join(engine, 'engine.json'), 20), /engine\.json cannot be read/],
      [(engine) => edit(engine, ({ files, ...rest }) => ({ ...rest, files: { ...files, '../../x': 1 } })), /names the file \.\.\/\.\.\/x, which is not in its folder/],
      [(engine) => edit(engine, (manifest) => ({ ...manifest, addon: '../addon.node' })), /engine\.json does not list \.\.\/addon\.node/],
      [(engine) => truncate(join(engine, library), 1), /libtensorflow_cc\.so\.2 has 1 bytes instead of 2/],
      [(engine) => rm(join(engine, library)), /libtensorflow_cc\.so\.2 is missing/],
    ];
    const fake = await fakeMachine();
    await setUp(fake);
    for (const [nth, [harm, reason]] of harms.entries()) {
      await harm(join(fake.cache, 'engines', NAME));
      expect(await surveyEngines({ cache: fake.cache, machine: fake.machine })).toMatchObject({ engine: undefined, broken: [{ reason: expect.stringMatching(reason) }] });
      const { reached, messages } = await setUp(fake);
      expect(messages[0]).toMatch(reason);
      expect(reached.kind).toBe('native');
      expect(await downloads(fake)).toHaveLength(nth + 2);
      expect(await namesIn(fake.cache)).toEqual(['engines']);
    }
  });

  test('Ctrl-C ends pip and leaves nothing behind', async () => {
    const fake = await fakeMachine({ pause: 60_000 });
    const ending = new AbortController();
    const refused = setUp(fake, { signal: ending.signal });
    refused.catch(() => undefined);
    while ((await downloads(fake)).length === 0) await setTimeout(20);
    ending.abort(new Error('interrupted'));
    await expect(refused).rejects.toThrow('interrupted');
    expect(await namesIn(fake.cache)).toEqual([]);
  });
});

describe('--from', () => {
  test('takes the wheels of a folder, without pip', async () => {
    const fake = await fakeMachine({ pip: false });
    const { reached } = await setUp(fake, { from: fake.wheels });
    expect(reached).toMatchObject({ kind: 'native', engine: { manifest: { source: `wheel from ${fake.wheels}, binding compiled with c++` } } });
    expect(await namesIn(fake.wheels)).toHaveLength(1);
  });

  test('names the missing wheels and the command that fetches them', async () => {
    const fake = await fakeMachine({ wheels: [] });
    const refused = setUp(fake, { from: fake.wheels, engine: 'cpu' });
    await expect(refused).rejects.toThrow(/lacks tensorflow-cpu==2\.21\.0 for manylinux_2_27_x86_64\. On a machine with a network: python3 -m pip download .*'tensorflow-cpu==2\.21\.0'$/);
    await expect(refused).rejects.toBeInstanceOf(WrongCommand);
    await expect(setUp(fake, { from: fake.wheels })).rejects.toThrow(/lacks tensorflow-cpu==2\.21\.0/);
    expect(await fake.log()).toEqual([]);
    expect(await namesIn(fake.cache)).toEqual([]);
    await expect(setUp(fake, { from: join(fake.folder, 'none') })).rejects.toThrow(/^There is no folder .*none with wheels/);
    await expect(setUp(fake, { from: fake.wheels, engine: 'wasm' })).rejects.toBeInstanceOf(WrongCommand);
  });
});

test('WebAssembly installs nothing', async () => {
  const fake = await fakeMachine();
  expect(await setUp(fake, { engine: 'wasm' })).toEqual({ reached: { kind: 'wasm', reasons: [] }, messages: [] });
  expect(await namesIn(fake.folder)).not.toContain('cache');
});

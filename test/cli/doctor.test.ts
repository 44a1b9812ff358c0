import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checksInWords, checksOf, type Check, type Facts } from '../../src/cli/doctor/checks.js';
import { here as runHere } from './here.js';
import { whisker } from './whisker.js';

const here = { folder: '/work', writable: true, freeBytes: 50e9 };
const nothing: Facts['engine'] = { cache: '/cache', writable: true, freeBytes: 50e9, engine: undefined, broken: [], failed: [], nvidia: false };
const installed: NonNullable<Facts['engine']['engine']> = {
  folder: '/cache/engines/e', tensorflow: '2.21.0', device: 'cpu', source: 'wheel from pip', bytes: 853e6, check: { ok: true, version: '2.21.0', device: 'cpu' },
};
const well: Facts = {
  node: '22.12.0',
  engine: { ...nothing, engine: installed },
  cpu: { model: 'A processor', cores: 8, available: 4, flags: ['sse', 'avx2', 'avx512f', 'avx512_bf16'] },
  sharp: { version: '0.35.5', libvips: '8.18.7' },
  noFastPath: null,
  uvThreads: '10',
  memory: { free: 8e9, total: 16e9 },
  here,
  terminal: { columns: 100, rows: 30, colours: 256, unicode: true },
};

describe('the checks', () => {
  it('of a complete machine are a line each', () => {
    expect(checksInWords(checksOf(well)).split('\n')).toEqual([
      'OK    Node                22.12.0',
      'OK    engine              TensorFlow 2.21.0 in /cache/engines/e (853 MB, wheel from pip); it computes',
      'OK    device              CPU',
      'OK    processor           A processor; AVX2 yes, AVX-512 yes, AMX no, bf16 yes',
      'OK    threads             8 cores, 4 of them for this process',
      'OK    sharp               0.35.5, libvips 8.18.7',
      'OK    JPEG                fast path: libjpeg-turbo and WebAssembly',
      'OK    UV_THREADPOOL_SIZE  10',
      'OK    memory              8.0 GB free of 16.0 GB',
      'OK    cache               50.0 GB free in /cache',
      'OK    disk                50.0 GB free in /work',
      'OK    terminal            100 x 30, 256 colours, Unicode',
      '',
    ]);
    expect(checksInWords(checksOf(well), true)).toBe('');
  });

  const engine = (more: Partial<Facts['engine']>): Partial<Facts> => ({ engine: { ...nothing, ...more } });
  const cases: [what: string, facts: Partial<Facts>, name: string, status: Check['status'], line: RegExp][] = [
    ['no engine yet', engine({}), 'engine', 'ok', /not installed yet; `whisker setup`/],
    ['an incomplete engine', engine({ broken: [{ folder: '/e', reason: 'x is missing' }] }), 'engine', 'fix', /\/e is incomplete \(x is missing\): `whisker setup` installs it again$/],
    ['an earlier failure', engine({ failed: ['pip: no pip'] }), 'engine', 'note', /WebAssembly, .* \(pip: no pip\): `whisker setup` tries again$/],
    ['an engine that fails', engine({ engine: { ...installed, check: { ok: false, why: 'it was ended by SIGILL' } } }), 'engine', 'fix', /does not compute \(it was ended by SIGILL\): `whisker setup --remove`/],
    ['an unused GPU', engine({ engine: installed, nvidia: true }), 'device', 'note', /CPU, although .*: `whisker setup --engine gpu`/],
    ['an invisible GPU', engine({ engine: { ...installed, device: 'gpu' }, nvidia: true }), 'device', 'note', /TensorFlow sees no GPU; check `nvidia-smi`/],
    ['a GPU', engine({ engine: { ...installed, device: 'gpu', check: { ok: true, version: '2', device: 'gpu' } }, nvidia: true }), 'device', 'ok', /GPU$/],
    ['an unknown processor', { cpu: { ...well.cpu, flags: null } }, 'processor', 'ok', /its features are unknown on this system$/],
    ['no fast path', { noFastPath: 'no library' }, 'JPEG', 'note', /sharp only, at about a quarter of the speed \(no library\): `npm install/],
    ['no sharp', { sharp: { reason: 'no libvips' } }, 'sharp', 'fix', /pictures cannot be decoded \(no libvips\): run `npm install/],
    ['few threads for libuv', { uvThreads: '1' }, 'UV_THREADPOOL_SIZE', 'note', /on 1 of 4 cores at once; leave it unset$/],
    ['a size that is not a number', { uvThreads: 'many' }, 'UV_THREADPOOL_SIZE', 'note', /many: leave it unset/],
    ['little memory', { memory: { free: 2e8, total: 1e9 } }, 'memory', 'note', /200 MB free of 1\.0 GB: /],
    ['a full disk for the engine', engine({ freeBytes: 1e8 }), 'cache', 'note', /an engine needs 1\.3 GB; free some space, or set WHISKER_CACHE to another folder$/],
    ['a cache that cannot be written', engine({ writable: false }), 'cache', 'fix', /\/cache cannot be written: set WHISKER_CACHE to another folder$/],
    ['the same with an engine installed', engine({ writable: false, engine: installed }), 'cache', 'ok', /free in \/cache$/],
    ['a full disk here', { here: { ...here, freeBytes: 1e6 } }, 'disk', 'note', /1 MB free in \/work: free some space/],
    ['a folder that cannot be written', { here: { ...here, writable: false } }, 'disk', 'note', /\/work cannot be written: .* --out$/],
    ['no terminal', { terminal: undefined }, 'terminal', 'ok', /none: /],
    ['a plain terminal', { terminal: { columns: 80, rows: 24, colours: 2 ** 1 - 1, unicode: false } }, 'terminal', 'ok', /80 x 24, no colours, no Unicode$/],
  ];
  it.each(cases)('of %s', (_, facts, name, status, line) => {
    const checks = checksOf({ ...well, ...facts });
    const check = checks.filter((each) => each.name === name);
    expect(check).toMatchObject([{ name, status }]);
    const words = checksInWords(check);
    expect(words.trimEnd()).toMatch(line);
    expect(words.startsWith(status.toUpperCase())).toBe(true);
    expect(words.split('\n')).toHaveLength(2);
    expect(check[0].fix === undefined).toBe(status === 'ok');
  });
});

describe('whisker doctor', () => {
  let cache: string;
  beforeEach(async () => {
    cache = join(await mkdtemp(join(tmpdir(), 'whisker-doctor-')), 'cache');
  });
  const doctor = (...words: string[]) => runHere(['doctor', ...words], { env: { WHISKER_CACHE: cache } });
  const removed = () => onTestFinished(() => rm(join(cache, '..'), { recursive: true, force: true }));

  it('accepts a missing engine, and installs nothing', async () => {
    removed();
    const { code, out, err } = await whisker(['doctor'], { env: { WHISKER_CACHE: cache, UV_THREADPOOL_SIZE: undefined } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^OK {4}engine +not installed yet; `whisker setup`/m);
    expect(out).toMatch(new RegExp(`^OK {4}Node +${process.versions.node.replaceAll('.', String.raw`\.`)}$`, 'm'));
    expect(out).toMatch(/^OK {4}sharp +\d.*, libvips \d/m);
    expect(out).toMatch(/^OK {4}UV_THREADPOOL_SIZE +\d+$/m);
    await expect(readdir(cache)).rejects.toThrow(/ENOENT/);
  });

  it('--json prints one object with the checks and the facts', async () => {
    removed();
    const { code, out, err } = await doctor('--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { ok, checks, facts } = JSON.parse(out);
    expect(ok).toBe(true);
    expect(checks).toContainEqual({ name: 'Node', status: 'ok', found: process.versions.node });
    expect(facts).toMatchObject({ node: process.versions.node, engine: { cache, broken: [], failed: [] } });
  });

  it('ends with 1 when something must be fixed', async () => {
    removed();
    const half = join(cache, 'engines', `tensorflow-2.21.0-cpu-${process.platform}-${process.arch}`);
    await mkdir(half, { recursive: true });
    const ended = await doctor('--quiet');
    expect(ended).toMatchObject({ code: 1, err: '' });
    expect(ended.out).toContain(`FIX   engine              ${half} is incomplete (engine.json is missing): \`whisker setup\` installs it again\n`);
    expect(await readdir(half)).toEqual([]);
  });

  it('checks the engine, and gives the reason when it does not load', async () => {
    removed();
    const engine = join(cache, 'engines', `tensorflow-2.21.0-cpu-${process.platform}-${process.arch}`);
    await mkdir(engine, { recursive: true });
    await writeFile(join(engine, 'addon.node'), 'no library');
    const manifest = { format: 3, device: 'cpu', tensorflow: '2.21.0', platform: process.platform, arch: process.arch, source: 'a test', addon: 'addon.node', files: { 'addon.node': 10 } };
    await writeFile(join(engine, 'engine.json'), JSON.stringify(manifest));
    const { code, out } = await doctor();
    expect(code).toBe(1);
    expect(out).toMatch(/^FIX {3}engine +TensorFlow 2\.21\.0 in .* does not compute \(.*addon\.node.*\): `whisker setup --remove`, then `whisker setup`$/m);
  });
});

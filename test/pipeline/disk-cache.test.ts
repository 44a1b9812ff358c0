import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { createPipeline, type PipelineOptions } from '../../src/pipeline/index.js';
import { DiskCache } from '../../src/pipeline/cache/disk-cache.js';
import { MADE_BY } from '../../src/workers/index.js';
import { copied, copies, InProcessPool, numbered, optionsFor } from './fakes.js';

const COUNT = 12;
const BATCHES = 6;
let root = '';
let cacheDir = '';

const paint = (index: number, tint = 0): Promise<unknown> =>
  sharp({ create: { width: 20, height: 30, channels: 3, background: { r: index * 9, g: 200 - index, b: tint } } }).png().toFile(join(root, `${index}.png`));

/** A folder with all pictures. */
const painted = mkdtempSync(join(tmpdir(), 'whisker-painted-'));
beforeAll(async () => {
  root = painted;
  for (let index = 0; index < COUNT; index++) await paint(index);
});
afterAll(() => rmSync(painted, { recursive: true }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'whisker-cached-'));
  cacheDir = join(root, 'cache', 'of pictures');
  cpSync(painted, root, { recursive: true, preserveTimestamps: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs a new pipeline, as another process would, and returns its batches and counts. */
async function run(changes: Partial<PipelineOptions> = {}, batches = BATCHES) {
  const pool = new InProcessPool();
  const notices: string[] = [];
  const bad: string[] = [];
  const pipeline = createPipeline(optionsFor(COUNT, {
    root, cacheDir, pool, cache: 'disk', onNotice: (sentence) => notices.push(sentence), onQuarantine: ({ path }) => bad.push(path), ...changes,
  }));
  const seen = await copies(pipeline, batches);
  const { decoded, fromCache } = pipeline.state();
  return { seen, notices, bad, decoded, fromCache, pool };
}
const file = (): string => join(cacheDir, readdirSync(cacheDir)[0] ?? 'none');
const descriptors = (): number => readdirSync('/proc/self/fd').filter((name) => {
  try {
    return readlinkSync(`/proc/self/fd/${name}`).includes('.pictures');
  } catch {
    return false;
  }
}).length;

/** Overwrites a byte of the cache file. */
async function spoil(position: number): Promise<void> {
  const handle = await open(file(), 'r+');
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, position);
  await handle.write(Buffer.from([buffer[0] ^ 255]), 0, 1, position);
  await handle.close();
}

describe('the cache on disk', () => {
  it('holds the same pixels as a decode, decodes each picture once, and is found by another process', async () => {
    const { seen } = await run({ cache: 'off' });
    const first = await run();
    expect(first.seen).toEqual(seen);
    // At the border of two epochs a picture can be requested twice before it is decoded once.
    expect(first.decoded).toBeLessThanOrEqual(COUNT + 4);
    expect(first.notices).toEqual([expect.stringMatching(/^The cache of decoded pictures needs 7 kB in .*of pictures; [\d.,]+ [MG]B are free$/)]);
    const second = await run();
    expect(second.seen).toEqual(seen);
    expect(second.decoded).toBe(0);
    expect(second.pool.answers.every(({ from }) => from === 'cache')).toBe(true);
    expect(readdirSync(cacheDir)).toHaveLength(1);
    // Pictures that were read ahead are finished first.
    await vi.waitFor(() => expect(descriptors(), 'no descriptor stays open').toBe(0), { timeout: 30_000 });
  });

  it('is a sparse file: a picture that is not decoded takes no room', async () => {
    await run({ size: 512 }, 1);
    const { size, blocks } = statSync(file());
    expect(size).toBeGreaterThan(COUNT * 512 * 512 * 3);
    expect(blocks * 512).toBeLessThan(size - 3 * 512 * 512 * 3);
  });

  it('can be shared with a process that writes at the same time', async () => {
    const { seen } = await run({ cache: 'off' }, 12);
    const program = `
      import { createPipeline } from '${new URL('../../dist/pipeline/index.js', import.meta.url).href}';
      const samples = Array.from({ length: ${COUNT} }, (_, index) => ({ path: index + '.png' }));
      const pipeline = createPipeline({ root: process.argv[1], cacheDir: process.argv[2], cache: 'disk', samples, size: 8, batchSize: 4, pixelLimit: 1e8, prefetch: 2 });
      let batches = 0;
      for await (const batch of pipeline.from({}, { epoch: 10 })) { batches++; batch.release(); }
      await pipeline.close();
      console.log(batches);`;
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, root, cacheDir], { timeout: 60_000 });
    const meanwhile = new AbortController();
    void child.finally(() => meanwhile.abort()).catch(() => undefined);
    let runs = 0;
    for (; !meanwhile.signal.aborted; runs++) expect((await run({}, 12)).seen).toEqual(seen);
    expect((await child).stdout).toBe('30\n');
    expect(runs).toBeGreaterThan(0);
    const after = await run({}, 12);
    expect(after.seen).toEqual(seen);
    expect(after.decoded).toBe(0);
  });
});

describe('a cache on disk that is out of date or damaged', () => {
  it('decodes a picture that has changed since, and updates its block', async () => {
    await run();
    await paint(3, 99);
    utimesSync(join(root, '3.png'), new Date(), new Date(Date.now() + 5000));
    const { seen } = await run({ cache: 'off' });
    const updated = await run();
    expect(updated.seen).toEqual(seen);
    expect(updated.decoded).toBe(1);
    expect((await run()).decoded).toBe(0);
  });

  it('replaces a picture that has vanished since by the same sample as without a cache', async () => {
    await run();
    unlinkSync(join(root, '3.png'));
    const { seen } = await run({ cache: 'off' });
    const without = await run();
    expect(without.seen).toEqual(seen);
    expect(without.bad).toEqual(['3.png']);
  });

  it('decodes a picture again when any byte of its block was changed', async () => {
    const { seen } = await run();
    const block = (statSync(file()).size - 4096) / COUNT;
    for (const byte of [0, 4, 9, 20, 31, 32, 100, 32 + 8 * 8 * 3 - 1]) {
      await spoil(4096 + 5 * block + byte);
      const repaired = await run();
      expect(repaired.seen).toEqual(seen);
      expect(repaired.decoded, `byte ${byte}`).toBe(1);
    }
  });

  it.each<[string, () => void, RegExp]>([
    ['foreign', () => writeFileSync(file(), 'my holiday'), /is not a cache of whisker's, or is of another version; a new one replaces it$/],
    ['empty', () => truncateSync(file(), 0), /is not a cache of whisker's/],
    ['cut short', () => truncateSync(file(), 5000), /has 5000 bytes of \d+; a new one replaces it$/],
    ['cut short in its head', () => truncateSync(file(), 100), /was made from other pictures or options/],
    ['too long', () => truncateSync(file(), 1e6), /has 1000000 bytes of \d+; a new one replaces it$/],
    ['a folder', () => { const path = file(); unlinkSync(path); mkdirSync(join(path, 'in it'), { recursive: true }); }, /is a folder; a new one replaces it$/],
    ['a link to nothing', () => { const path = file(); unlinkSync(path); symlinkSync(join(root, 'nowhere'), path); }, /is a link to nothing; a new one replaces it$/],
  ])('is replaced with a message when it is %s', async (_, harm, sentence) => {
    const { seen } = await run();
    harm();
    const replaced = await run();
    expect(replaced.seen).toEqual(seen);
    expect(replaced.decoded).toBeGreaterThanOrEqual(COUNT);
    expect(replaced.notices[1]).toMatch(sentence);
    expect((await run()).decoded).toBe(0);
  });

  it.each<[string, Partial<PipelineOptions>, RegExp]>([
    ['pictures', { samples: numbered(COUNT + 1).slice(1) }, /was made from other pictures or options \(other paths\); a new one replaces it$/],
    ['numbers of pictures', { samples: numbered(COUNT - 1) }, /\(pictures 12 instead of 11\)/],
    ['backgrounds', { background: '#000000' }, /\(background #ffffff instead of #000000\)/],
    ['decoders', { decoder: 'sharp' }, /\(decoder auto instead of sharp\)/],
    ['pixel limits', { pixelLimit: 1e6 }, /\(pixelLimit 100000000 instead of 1000000\)/],
  ])('is replaced with a message when it was made for other %s', async (_, changes, sentence) => {
    await run();
    const { seen } = await run({ ...changes, cache: 'off' });
    const replaced = await run(changes);
    expect(replaced.seen).toEqual(seen);
    expect(replaced.notices[1]).toMatch(sentence);
  });

  it('names the installed decoders in its head', () => {
    expect(MADE_BY).toContain(`sharp ${String(sharp.versions.sharp).replace(/\.\d+$/, '')}`);
  });

  it('gives the right pixels when the file is emptied during a run', async () => {
    const notices: string[] = [];
    const pool = new InProcessPool();
    const pipeline = createPipeline(optionsFor(COUNT, { root, cacheDir, pool, cache: 'disk', onNotice: (sentence) => notices.push(sentence) }));
    const seen: unknown[] = [];
    for await (const batch of pipeline.from({}, { epoch: 4 })) {
      seen.push(copied(batch));
      if (seen.length === 8) truncateSync(file(), 4096);
    }
    const plain: unknown[] = [];
    for await (const batch of createPipeline(optionsFor(COUNT, { root, pool: new InProcessPool() })).from({}, { epoch: 4 })) {
      plain.push(copied(batch));
    }
    expect(seen).toEqual(plain);
  });
});

describe('room on the disk', () => {
  const settings = (count = COUNT) => ({ ...optionsFor(count, { root, cacheDir, size: 224, onNotice: (sentence) => notices.push(sentence) }) });
  const notices: string[] = [];
  beforeEach(() => void notices.splice(0));

  it('is reported before the start; a full disk is refused before anything is written', () => {
    expect(() => new DiskCache(settings(37_500), () => 5e9)).toThrow(WrongCommand);
    expect(() => new DiskCache(settings(37_500), () => 5e9)).toThrow(
      /^cache disk needs 5.6 GB in .*of pictures, where 5.0 GB are free. Free some space, name another folder with cache-dir, or turn the cache off$/,
    );
    expect(readdirSync(root)).not.toContain('cache');
    expect(notices).toEqual([]);
    new DiskCache(settings(37_500), () => 12e9).use()();
    expect(notices).toEqual([`The cache of decoded pictures needs 5.6 GB in ${cacheDir}; 12.0 GB are free`]);
    expect(statSync(file()).blocks * 512, 'the file takes no room yet').toBeLessThan(1e5);
  });

  it('already taken by a usable cache is not needed again; that of an unusable one counts as free', async () => {
    const { pool } = await run({ size: 224 });
    expect(pool.answers.length).toBeGreaterThan(0);
    const bytes = statSync(file()).size;
    expect(() => new DiskCache(settings(), () => 100.1e6)).not.toThrow();
    expect(() => new DiskCache(settings(COUNT - 1), () => 100e6 + bytes / 3)).not.toThrow();
    rmSync(cacheDir, { recursive: true });
    expect(() => new DiskCache(settings(), () => 100.1e6)).toThrow(WrongCommand);
  });

  it('in a folder that is a file is an error that names it', async () => {
    await expect(run({ cacheDir: join(root, '0.png') })).rejects.toThrow(WrongCommand);
    await expect(run({ cacheDir: join(root, '0.png') })).rejects.toThrow(/^cache disk cannot keep pictures in .*0\.png \(.*\). Name another folder with cache-dir$/);
  });

  it('that runs out during a run is reported once; the run continues without writing', async () => {
    const { seen } = await run({ cache: 'off' }, 9);
    const cut = await inSmallRoom(seen.length);
    expect(cut.notices.filter((sentence) => sentence.startsWith('The disk is full'))).toHaveLength(1);
    expect(cut.indices).toEqual(seen.map(({ indices }) => indices));
  });
});

/** Runs in its own mount namespace with 8 MB left on the cache's disk after the start. */
async function inSmallRoom(batches: number): Promise<{ readonly notices: string[]; readonly indices: number[][] }> {
  const small = join(root, 'small');
  mkdirSync(small);
  const program = join(root, 'program.mjs');
  writeFileSync(program, `
    import { writeFileSync } from 'node:fs';
    import { decodeTask } from '${new URL('../../dist/workers/decode/decode-task.js', import.meta.url).href}';
    import { writeViews } from '${new URL('../../dist/workers/views/write-views.js', import.meta.url).href}';
    import { createPipeline } from '${new URL('../../dist/pipeline/index.js', import.meta.url).href}';
    import { statfsSync } from 'node:fs';
    const [root, small] = process.argv.slice(2);
    const notices = [];
    const pool = { workers: 1, setWorkers: () => undefined, decode: async (task) => { await new Promise(setImmediate); return decodeTask(task, (pixels) => (writeViews(task, pixels), true)); }, close: async () => undefined };
    const samples = Array.from({ length: ${COUNT} }, (_, index) => ({ path: index + '.png' }));
    const pipeline = createPipeline({ root, cacheDir: small, cache: 'disk', samples, size: 768, batchSize: 4, prefetch: 2, pool, onNotice: (s) => notices.push(s) });
    const { bavail, bsize } = statfsSync(small);
    writeFileSync(small + '/filler', Buffer.alloc(bavail * bsize - 8e6));
    const indices = [];
    for await (const batch of pipeline.from({}, { epoch: ${batches / 3} })) { indices.push([...batch.indices]); batch.release(); }
    console.log(JSON.stringify({ notices, indices }));`);
  const { stdout } = await promisify(execFile)('unshare', ['-rm', 'sh', '-c', `mount -t tmpfs -o size=140m none "${small}" && exec "$0" "$@"`, process.execPath, program, root, small], { timeout: 30_000 });
  return JSON.parse(stdout);
}

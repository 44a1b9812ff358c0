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
import { DiskCache } from '../../src/pipeline/disk-cache.js';
import { MADE_BY } from '../../src/workers/index.js';
import { copied, copies, FillPool, numbered, optionsFor } from './fakes.js';

const COUNT = 12;
const BATCHES = 6;
let root = '';
let cacheDir = '';

const draw = (index: number, tint = 0): Promise<unknown> =>
  sharp({ create: { width: 20, height: 30, channels: 3, background: { r: index * 9, g: 200 - index, b: tint } } }).png().toFile(join(root, `${index}.png`));

/** All pictures, drawn once. */
const drawn = mkdtempSync(join(tmpdir(), 'whisker-drawn-'));
beforeAll(async () => {
  root = drawn;
  for (let index = 0; index < COUNT; index++) await draw(index);
});
afterAll(() => rmSync(drawn, { recursive: true }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'whisker-cached-'));
  cacheDir = join(root, 'cache', 'of pictures');
  cpSync(drawn, root, { recursive: true, preserveTimestamps: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** What a pipeline, as a process that begins anew would make it, gives and does. */
async function run(changes: Partial<PipelineOptions> = {}, batches = BATCHES) {
  const pool = new FillPool();
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
  it('gives the pixels that no cache gives, decodes each picture once, and another process finds them', async () => {
    const { seen } = await run({ cache: 'off' });
    const first = await run();
    expect(first.seen).toEqual(seen);
    // Where one epoch ends and the next begins, a picture may be asked for twice before it is decoded once.
    expect(first.decoded).toBeLessThanOrEqual(COUNT + 4);
    expect(first.notices).toEqual([expect.stringMatching(/^The cache of decoded pictures needs 7 kB in .*of pictures; [\d.,]+ [MG]B are free$/)]);
    const second = await run();
    expect(second.seen).toEqual(seen);
    expect(second.decoded).toBe(0);
    expect(second.pool.answers.every(({ from }) => from === 'cache')).toBe(true);
    expect(readdirSync(cacheDir)).toHaveLength(1);
    // What was read ahead when the stream ended is finished first.
    await vi.waitFor(() => expect(descriptors(), 'no descriptor is left').toBe(0));
  });

  it('is a sparse file: what is not decoded takes no room', async () => {
    await run({ size: 512 }, 1);
    const { size, blocks } = statSync(file());
    expect(size).toBeGreaterThan(COUNT * 512 * 512 * 3);
    expect(blocks * 512).toBeLessThan(size - 3 * 512 * 512 * 3);
  });

  it('is shared by a process that writes at the same time', async () => {
    const { seen } = await run({ cache: 'off' }, 12);
    const program = `
      import { createPipeline } from '${new URL('../../dist/pipeline/index.js', import.meta.url).href}';
      const samples = Array.from({ length: ${COUNT} }, (_, index) => ({ path: index + '.png' }));
      const pipeline = createPipeline({ root: process.argv[1], cacheDir: process.argv[2], cache: 'disk', samples, size: 8, batchSize: 4, pixelLimit: 1e8, prefetch: 2 });
      let batches = 0;
      for await (const batch of pipeline.from({}, { epoch: 10 })) { batches++; batch.release(); }
      await pipeline.close();
      console.log(batches);`;
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, root, cacheDir], { timeout: 30_000 });
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

describe('a cache that cannot be trusted', () => {
  it('because a picture changed since is right all the same, and mended', async () => {
    await run();
    await draw(3, 99);
    utimesSync(join(root, '3.png'), new Date(), new Date(Date.now() + 5000));
    const { seen } = await run({ cache: 'off' });
    const mending = await run();
    expect(mending.seen).toEqual(seen);
    expect(mending.decoded).toBe(1);
    expect((await run()).decoded).toBe(0);
  });

  it('because a picture vanished since gives its place to the same spare as without a cache', async () => {
    await run();
    unlinkSync(join(root, '3.png'));
    const { seen } = await run({ cache: 'off' });
    const without = await run();
    expect(without.seen).toEqual(seen);
    expect(without.bad).toEqual(['3.png']);
  });

  it('because a block is torn is noticed by its checksum, wherever it is torn', async () => {
    const { seen } = await run();
    const block = (statSync(file()).size - 4096) / COUNT;
    for (const byte of [0, 4, 9, 20, 31, 32, 100, 32 + 8 * 8 * 3 - 1]) {
      await spoil(4096 + 5 * block + byte);
      const mended = await run();
      expect(mended.seen).toEqual(seen);
      expect(mended.decoded, `byte ${byte}`).toBe(1);
    }
  });

  it.each<[string, () => void, RegExp]>([
    ['foreign', () => writeFileSync(file(), 'my holiday'), /is not a cache of whisker's, or is of another version; a new one replaces it$/],
    ['empty', () => truncateSync(file(), 0), /is not a cache of whisker's/],
    ['cut short', () => truncateSync(file(), 5000), /has 5000 bytes of \d+; a new one replaces it$/],
    ['cut short in its head', () => truncateSync(file(), 100), /was made from other pictures or options/],
    ['longer than it may be', () => truncateSync(file(), 1e6), /has 1000000 bytes of \d+; a new one replaces it$/],
    ['a folder', () => { const path = file(); unlinkSync(path); mkdirSync(join(path, 'in it'), { recursive: true }); }, /is a folder; a new one replaces it$/],
    ['a link to nothing', () => { const path = file(); unlinkSync(path); symlinkSync(join(root, 'nowhere'), path); }, /is a link to nothing; a new one replaces it$/],
  ])('because it is %s is made anew, with a sentence', async (_, harm, sentence) => {
    const { seen } = await run();
    harm();
    const anew = await run();
    expect(anew.seen).toEqual(seen);
    expect(anew.decoded).toBeGreaterThanOrEqual(COUNT);
    expect(anew.notices[1]).toMatch(sentence);
    expect((await run()).decoded).toBe(0);
  });

  it.each<[string, Partial<PipelineOptions>, RegExp]>([
    ['pictures', { samples: numbered(COUNT + 1).slice(1) }, /was made from other pictures or options \(other paths\); a new one replaces it$/],
    ['numbers of pictures', { samples: numbered(COUNT - 1) }, /\(pictures 12 instead of 11\)/],
    ['backgrounds', { background: '#000000' }, /\(background #ffffff instead of #000000\)/],
    ['decoders', { decoder: 'sharp' }, /\(decoder auto instead of sharp\)/],
    ['limits of pixels', { pixelLimit: 1e6 }, /\(pixelLimit 100000000 instead of 1000000\)/],
  ])('because it was made for other %s is made anew, with a sentence', async (_, changes, sentence) => {
    await run();
    const { seen } = await run({ ...changes, cache: 'off' });
    const anew = await run(changes);
    expect(anew.seen).toEqual(seen);
    expect(anew.notices[1]).toMatch(sentence);
  });

  it('is one of other decoders: what is noted of them is what is installed', () => {
    expect(MADE_BY).toContain(`sharp ${String(sharp.versions.sharp).replace(/\.\d+$/, '')}`);
  });

  it('while it is in use, because it was emptied meanwhile, gives the right pixels', async () => {
    const notices: string[] = [];
    const pool = new FillPool();
    const pipeline = createPipeline(optionsFor(COUNT, { root, cacheDir, pool, cache: 'disk', onNotice: (sentence) => notices.push(sentence) }));
    const seen: unknown[] = [];
    for await (const batch of pipeline.from({}, { epoch: 4 })) {
      seen.push(copied(batch));
      if (seen.length === 8) truncateSync(file(), 4096);
    }
    const plain: unknown[] = [];
    for await (const batch of createPipeline(optionsFor(COUNT, { root, pool: new FillPool() })).from({}, { epoch: 4 })) {
      plain.push(copied(batch));
    }
    expect(seen).toEqual(plain);
  });
});

describe('room on the disk', () => {
  const settings = (count = COUNT) => ({ ...optionsFor(count, { root, cacheDir, size: 224, onNotice: (sentence) => told.push(sentence) }) });
  const told: string[] = [];
  beforeEach(() => void told.splice(0));

  it('is told beforehand; a disk that is too full is refused, and nothing written', () => {
    expect(() => new DiskCache(settings(37_500), () => 5e9)).toThrow(WrongCommand);
    expect(() => new DiskCache(settings(37_500), () => 5e9)).toThrow(
      /^cache disk needs 5.6 GB in .*of pictures, where 5.0 GB are free. Free some space, name another folder with cache-dir, or turn the cache off$/,
    );
    expect(readdirSync(root)).not.toContain('cache');
    expect(told).toEqual([]);
    new DiskCache(settings(37_500), () => 12e9).use()();
    expect(told).toEqual([`The cache of decoded pictures needs 5.6 GB in ${cacheDir}; 12.0 GB are free`]);
    expect(statSync(file()).blocks * 512, 'though the file takes no room yet').toBeLessThan(1e5);
  });

  it('that is taken by a cache of use is not asked for again; that of one to be replaced counts as free', async () => {
    const { pool } = await run({ size: 224 });
    expect(pool.answers.length).toBeGreaterThan(0);
    const bytes = statSync(file()).size;
    expect(() => new DiskCache(settings(), () => 100.1e6)).not.toThrow();
    expect(() => new DiskCache(settings(COUNT - 1), () => 100e6 + bytes / 3)).not.toThrow();
    rmSync(cacheDir, { recursive: true });
    expect(() => new DiskCache(settings(), () => 100.1e6)).toThrow(WrongCommand);
  });

  it('that cannot be had, because the folder is a file, is an error that names it', async () => {
    await expect(run({ cacheDir: join(root, '0.png') })).rejects.toThrow(WrongCommand);
    await expect(run({ cacheDir: join(root, '0.png') })).rejects.toThrow(/^cache disk cannot keep pictures in .*0\.png \(.*\). Name another folder with cache-dir$/);
  });

  it('that runs out while it runs turns writing off with a sentence, once, and the run goes on', async () => {
    const { seen } = await run({ cache: 'off' }, 9);
    const cut = await inSmallRoom(seen.length);
    expect(cut.notices.filter((sentence) => sentence.startsWith('The disk is full'))).toHaveLength(1);
    expect(cut.indices).toEqual(seen.map(({ indices }) => indices));
  });
});

/** A run on whose cache's disk 8 MB are left once it has begun, in a name space of mounts of its own. */
async function inSmallRoom(batches: number): Promise<{ readonly notices: string[]; readonly indices: number[][] }> {
  const small = join(root, 'small');
  mkdirSync(small);
  const program = join(root, 'program.mjs');
  writeFileSync(program, `
    import { writeFileSync } from 'node:fs';
    import { decodeTask } from '${new URL('../../dist/workers/decode/decode-task.js', import.meta.url).href}';
    import { writeTarget } from '${new URL('../../dist/workers/decode/target.js', import.meta.url).href}';
    import { createPipeline } from '${new URL('../../dist/pipeline/index.js', import.meta.url).href}';
    import { statfsSync } from 'node:fs';
    const [root, small] = process.argv.slice(2);
    const notices = [];
    const pool = { workers: 1, decode: async (task) => { await new Promise(setImmediate); return decodeTask(task, (pixels) => (writeTarget(task, pixels), true)); }, close: async () => undefined };
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

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecodePool, createPipeline, type Quarantined } from '../../src/pipeline/index.js';
import { resolveSettings } from '../../src/pipeline/settings.js';
import { namesIn, pictures } from '../workers/fixtures.js';
import { copies, type Contents } from './fakes.js';

const root = mkdtempSync(join(tmpdir(), 'whisker-quarantine-'));
const pool = createDecodePool({ workers: 2 });
afterAll(async () => {
  await pool.close();
  rmSync(root, { recursive: true });
});

/** Bad files of every kind, and the reasons that they get. */
const bad = new Map<string, RegExp>([
  ['folder.jpg', /^it is a folder/],
  ['pipe.jpg', /^it is a named pipe/],
  ['dangling.jpg', /^there is no such file/],
  ['circle.jpg', /^it is a link that leads back to itself/],
  ['empty.jpg', /^it is empty/],
  ['vanished.jpg', /^there is no such file/],
  ['in-a-file.jpg/1.jpg', /^there is no such file/],
  // Nobody may open it, not even root.
  ['not-permitted.jpg', /^(reading it is not permitted|it cannot be read|it is none of)/],
  ['two-billion-pixels.tiff', /^(the TIFF is|it has more than)/],
  ['no-end-of-pages.tiff', /^the TIFF is/],
  ...namesIn('bad').map((name) => [`bad/${name}`, /./] as const),
]);
const GOOD = 50;

beforeAll(async () => {
  for (let index = 0; index < GOOD; index++) {
    const type = index % 2 === 0 ? 'png' : 'jpeg';
    await sharp({ create: { width: 24, height: 18, channels: 3, background: { r: index * 5, g: 9, b: 250 - index * 5 } } })[type]().toFile(join(root, `${index}.jpg`));
  }
  mkdirSync(join(root, 'folder.jpg'));
  mkdirSync(join(root, 'bad'));
  for (const name of namesIn('bad')) copyFileSync(`${pictures}bad/${name}`, join(root, 'bad', name));
  execFileSync('mkfifo', [join(root, 'pipe.jpg')]);
  symlinkSync(join(root, 'nowhere'), join(root, 'dangling.jpg'));
  symlinkSync('circle.jpg', join(root, 'circle.jpg'));
  symlinkSync('/proc/1/mem', join(root, 'not-permitted.jpg'));
  writeFileSync(join(root, 'in-a-file.jpg'), 'a file, not a folder');
  writeFileSync(join(root, 'empty.jpg'), '');
  writeFileSync(join(root, 'two-billion-pixels.tiff'), tiff(2 ** 31 - 1, 2 ** 31 - 1, 0));
  writeFileSync(join(root, 'no-end-of-pages.tiff'), tiff(10, 10, 8));
});

const samples = [...Array.from({ length: GOOD }, (_, index) => ({ path: `${index}.jpg` })), ...[...bad.keys()].map((path) => ({ path }))];

async function run(changes: { readonly knownBad?: ReadonlySet<string>; readonly concurrency?: number; readonly cache?: 'off' | 'ram' } = {}, batches = 16, start = {}) {
  const reported: Quarantined[] = [];
  const pipeline = createPipeline(resolveSettings({ root, samples, size: 16, batchSize: 7, maxBad: 0.6, pool, onQuarantine: (picture) => reported.push(picture), ...changes }));
  return { seen: await copies(pipeline, batches, start), reported, batches: pipeline.batches };
}

describe('bad pictures of every kind', () => {
  let whole: Contents[] = [];

  it('are reported once each and replaced', async () => {
    const { seen, reported, batches } = await run({}, 40);
    expect(batches * 4).toBeLessThan(48);
    whole = seen;
    expect(reported.map(({ path }) => path).sort()).toEqual([...bad.keys()].sort());
    for (const { path, reason } of reported) expect(reason, path).toMatch(bad.get(path) ?? /never/);
    for (const { indices } of seen) for (const index of indices) expect(index).toBeLessThan(GOOD);
  });

  it('are replaced in the same way after a resume, known or not, with any concurrency and cache', async () => {
    for (const [first, concurrency, cache] of [[3, 1, 'off'], [11, 50, 'ram'], [16, 5, 'off']] as const) {
      const start = { epoch: Math.floor(first / 11), batch: first % 11 };
      const known = new Set([...bad.keys()].filter((_, index) => index % 2 === 0));
      expect((await run({ concurrency, cache }, 8, start)).seen).toEqual(whole.slice(first, first + 8));
      const { seen, reported } = await run({ concurrency, cache, knownBad: known }, 8, start);
      expect(seen).toEqual(whole.slice(first, first + 8));
      for (const { path } of reported) expect(known.has(path)).toBe(false);
    }
  });
});

/** Returns a TIFF without pixel data. `next` is the offset of its next page; 8 is the first page again. */
function tiff(width: number, height: number, next: number): Buffer {
  const entries = [[256, width], [257, height], [258, 8], [259, 1], [262, 1], [273, 0xffff_ff00], [277, 1], [278, height], [279, 0xffff_fff0]];
  const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(entries.length, 8);
  for (const [place, [tag, value]] of entries.entries()) {
    const at = 10 + place * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(4, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  bytes.writeUInt32LE(next, bytes.length - 4);
  return bytes;
}

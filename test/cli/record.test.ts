import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDigits } from '../../src/synth/index.js';
import { expectStream, readFixture, replayBatches } from '../../src/testing/index.js';
import { here } from './here.js';
import { whisker } from './whisker.js';

const folder = mkdtempSync(join(tmpdir(), 'whisker-record-'));
afterAll(() => rmSync(folder, { recursive: true }));
const record = (...words: string[]) => here(['record', ...words], { cwd: folder });
const small = ['--size', '16', '--batch', '10', '--batches', '3'];

beforeAll(async () => {
  await writeDigits(join(folder, 'digits'), { count: 120 });
});

describe('whisker record DATA', () => {
  it('writes the first batches of a data set, the same with any number of workers', async () => {
    const { code, out, err } = await whisker(['record', 'digits', ...small, '-o', 'a.jsonl'], { cwd: folder });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^30 pictures in 3 batches\n {2}recorded {2}a\.jsonl {3}\d+ kB\n$/);
    const fixture = readFixture(join(folder, 'a.jsonl'));
    expect(fixture.stream).toEqual({ size: 16, batchSize: 10, batches: 12, prefetch: 3, pixels: 'keep' });
    for (const { indices, labels } of fixture.batches) for (const [at, index] of indices.entries()) expect(fixture.paths.get(index)?.split('/')[0]).toBe(String(labels[at]));
    const again = await record('digits', ...small, '--workers', '1', '--prefetch', '2', '--pixels', 'hash', '--out', 'b.jsonl', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ path: 'b.jsonl', batches: 3, pictures: 30, quarantined: 0, events: 0, pixels: 'hash' });
    await expectStream(replayBatches(fixture, { pace: 'asap' }), readFixture(join(folder, 'b.jsonl')));
  });

  it('ends stopped, so that it can be compared with all batches of the same pictures', async () => {
    await record('digits', '--size', '16', '--batch', '10', '--batches', '5', '--workers', '1', '-o', 'longer.jsonl');
    await record('digits', ...small, '--workers', '1', '-o', 'cut.jsonl');
    const cut = readFixture(join(folder, 'cut.jsonl'));
    expect(cut.end.outcome).toBe('stopped');
    await expectStream(replayBatches(readFixture(join(folder, 'longer.jsonl')), { pace: 'asap' }), cut);
  });

  it('keeps only hashes of large pictures, and refuses to keep too many pixels', async () => {
    expect((await record('digits', '--size', '200', '--batch', '30', '--batches', '4', '--workers', '1', '-o', 'large.jsonl')).out).toMatch(/^120 pictures \(hashes only\) in 4 batches/);
    const { code, err } = await record('digits', '--size', '500', '--batch', '100', '--pixels', 'keep', '-o', 'huge.jsonl');
    expect([code, existsSync(join(folder, 'huge.jsonl'))]).toEqual([2, false]);
    expect(err).toMatch(/The pixels would take 600 MB, and a fixture may take 100 MB\. Record fewer --batches/);
  });

  it('records a view of each picture, with its policy changed', async () => {
    const hashes = async (...words: string[]) => {
      expect((await record('digits', ...small, '--workers', '1', '--pixels', 'hash', '-o', 'view.jsonl', ...words)).code).toBe(0);
      return readFixture(join(folder, 'view.jsonl')).batches.flatMap((batch) => batch.hashes);
    };
    const none = await hashes();
    const crop = await hashes('--view', 'crop');
    expect(crop.filter((hash, index) => hash === none[index])).toEqual([]);
    expect(await hashes('--view', 'crop')).toEqual(crop);
    expect(await hashes('--view', 'flip', '--policies', 'flip.flip=0')).toEqual(none);
    const { code, err } = await record('digits', ...small, '--view', 'crop', '--policies', 'crop.area=0.5', '-o', 'view.jsonl');
    expect([code, err]).toEqual([2, expect.stringContaining('policies.crop.area is 0.5; it takes two numbers from 0 to 1, the lower one first')]);
  });

  it('prints the number of quarantined pictures', async () => {
    cpSync(join(folder, 'digits'), join(folder, 'mixed'), { recursive: true });
    cpSync(fileURLToPath(new URL('../../fixtures/pictures/bad/cut.jpg', import.meta.url)), join(folder, 'mixed', '0', 'cut.jpg'));
    expect((await record('mixed', '--size', '8', '--batch', '40', '--batches', '6', '--workers', '1', '-o', 'mixed.jsonl')).out).toMatch(/, 1 quarantined\n/);
    expect(readFixture(join(folder, 'mixed.jsonl')).quarantined.map(({ path }) => path)).toEqual(['0/cut.jpg']);
  });

  it('refuses to record without a source or a target, and keeps other files', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const wrong = async (words: readonly string[]) => {
      const { code, err } = await record(...words);
      expect(code, words.join(' ')).toBe(2);
      return err;
    };
    expect(await wrong(['digits'])).toContain('missing option: -o FILE (the file to write)');
    expect(await wrong(['-o', 'x.jsonl'])).toContain('missing argument: DATA (a folder of pictures or a manifest), or --run RUN');
    expect(await wrong(['digits', '-o', 'notes.txt'])).toContain('notes.txt exists and is not a recorded stream');
    expect(await wrong(['digits', '-o', '.'])).toContain('. cannot be written: EISDIR');
    expect(await wrong(['digits', '--batches', '0', '-o', 'x.jsonl'])).toContain('There is nothing to record');
    expect(await wrong(['digits', '--run', 'r', '--size', '8', '-o', 'x.jsonl'])).toContain('it cannot be combined with digits, --size');
    expect(await wrong(['--run', 'digits', '-o', 'x.jsonl'])).toContain('is not the folder of a run');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'x.jsonl'))).toBe(false);
  });
});

describe('whisker record --run RUN', () => {
  it('writes the unlabelled batches and the events of a run, or only its events', async () => {
    const trained = await here([
      'train', 'digits', '--preset', 'tiny', '--epochs', '1', '--batch', '10', '--labels', '10', '--val', '20', '--test', '20', '--width', '4',
      '--generator-width', '4', '--tensorboard', 'off', '--workers', '1', '--out', 'run',
    ], { cwd: folder });
    expect(trained.code, trained.err).toBe(0);
    expect((await record('--run', 'run', '--batches', '7', '-o', 'run.jsonl')).out).toMatch(/^70 pictures in 7 batches, \d+ events\n/);
    const fixture = readFixture(join(folder, 'run.jsonl'));
    expect(fixture.stream).toMatchObject({ size: 32, batchSize: 10, batches: 7, pixels: 'keep' });
    expect(fixture.batches.flatMap(({ labels }) => [...labels])).toEqual(Array(70).fill(-1));
    const log = readFileSync(join(folder, 'run', 'events.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    expect(fixture.events).toEqual(log);
    const unlabelled = new Set(JSON.parse(readFileSync(join(folder, 'run', 'split.json'), 'utf8')).unlabelled);
    expect(unlabelled.size).toBe(70);
    for (const path of fixture.paths.values()) expect(unlabelled.has(path)).toBe(true);

    cpSync(join(folder, 'run'), join(folder, 'no-log'), { recursive: true });
    rmSync(join(folder, 'no-log', 'events.jsonl'));
    expect((await record('--run', 'no-log', '-o', 'x.jsonl')).err).toContain('The events of no-log cannot be read: ENOENT');
    rmSync(join(folder, 'digits'), { recursive: true });
    expect((await record('--run', 'run', '--batches', '0', '-o', 'events.jsonl')).out).toMatch(/^\d+ events\n/);
    expect(readFixture(join(folder, 'events.jsonl'))).toMatchObject({ stream: null, batches: [], events: log });
  });
});

import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatTuned } from '../../src/cli/tune/file.js';
import { resolveOptions } from '../../src/training/index.js';
import { uvThreadsOf } from './built.js';

const before = process.cwd();
let folder: string;
const diagnosis = { slowest: 'step', sentence: 'It is enough.', help: 'Nothing.' } as const;
const measured = { setting: { workers: 2, concurrency: 7, prefetch: 4, 'uv-threads': 4 }, rate: 12.34, waiting: 0.01, seconds: 2 };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whisker-threads-'));
  process.chdir(folder);
  mkdirSync('runs/one', { recursive: true });
  mkdirSync('runs/auto', { recursive: true });
  writeFileSync('my.yaml', 'preset: tiny\nuv-threads: 5\n');
  writeFileSync('none.yaml', 'preset: tiny\n# uv-threads: 7\nbatch: 64\n');
  writeFileSync('auto.yaml', 'preset: tiny\nuv-threads: auto # as many as are needed\n');
  writeFileSync('runs/one/run.yaml', 'uv-threads: 6 # and why\n');
  writeFileSync('runs/auto/run.yaml', 'uv-threads: auto\n');
  writeFileSync('whisker.tuned.yaml', formatTuned('pictures', resolveOptions({ preset: 'tiny' }), measured, diagnosis));
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const expectThreads = (typed: string, threads: number | undefined) => expect(uvThreadsOf(typed.split(' '))).toBe(threads);

describe('the threads of libuv', () => {
  it.each<[typed: string, threads: number | undefined]>([
    ['train pictures --uv-threads 9 --config my.yaml', 9],
    ['train pictures --uv-threads=9', 9],
    ['train pictures --config my.yaml', 5],
    ['train pictures --config=my.yaml', 5],
    ['compare pictures --config my.yaml', 5],
    ['train --resume runs/one', 6],
    ['train --resume runs/auto', undefined],
    ['train pictures --preset tiny --uv-threads 0', undefined],
    ['train pictures --preset tiny --uv-threads many', undefined],
    ['report runs/one', undefined],
    ['', undefined],
  ])('whisker %s: %s', expectThreads);
});

describe("tune's threads", () => {
  it.each([
    'train pictures --preset tiny', 'train ./pictures/ --preset=tiny --labels 20 --out runs/two --batch 64 --json', 'train --config none.yaml pictures',
  ])('count for the data and the options that they were measured with: whisker %s', (typed) => expectThreads(typed, 4));

  it.each([
    'train others --preset tiny', 'train pictures --preset small', 'train pictures --preset tiny --batch 32', 'train pictures --config none.yaml --size 64',
    'train pictures', 'train', 'train pictures --preset none', 'train pictures --preset tiny --no-such-option', 'compare pictures --preset tiny', 'train --resume runs/gone',
  ])('count for no other: whisker %s', (typed) => expectThreads(typed, undefined));

  it.each(['train pictures --preset tiny --uv-threads auto', 'train pictures --config auto.yaml'])('give way to auto: whisker %s', (typed) => expectThreads(typed, undefined));

  it('are none where the file is not a result', () => {
    writeFileSync('whisker.tuned.yaml', 'uv-threads: 4\n');
    expectThreads('train pictures --preset tiny', undefined);
    unlinkSync('whisker.tuned.yaml');
    expectThreads('train pictures --preset tiny', undefined);
  });
});

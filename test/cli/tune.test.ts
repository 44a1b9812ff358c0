import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolveOptions } from '../../src/training/index.js';
import { writePictures } from '../training/pictures.js';
import { mergeRounds, type MeasuredSetting } from '../../src/pipeline/index.js';
import { wrapped } from '../../src/cli/fit.js';
import { liveLines, rateChart, tableHead, tableRow } from '../../src/cli/tune/show.js';
import { here } from './here.js';
import { whisker, type Ended } from './whisker.js';

/** The smallest networks, for 60 real pictures. */
const SMALL = '--preset tiny --batch 8 --width 4 --generator-width 4 --noise 6'.split(' ');

let folder: string;
const typed = (words: string): Promise<Ended> => here([...words.split(' '), ...SMALL], { cwd: folder });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-tune-'));
  await writePictures(join(folder, 'pictures'), 30);
  await mkdir(join(folder, 'plain'));
  await writePictures(join(folder, 'plain'), 4);
  await rename(join(folder, 'plain', 'a'), join(folder, 'plain', 'unlabelled'));
  await rm(join(folder, 'plain', 'b'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tunedSetting = z.strictObject({
  workers: z.number(), concurrency: z.number(), prefetch: z.number(), readPerSecond: z.number(), lowest: z.number(), highest: z.number(), rounds: z.number(), waiting: z.number().nullable(),
});
const result = z.strictObject({
  path: z.string(), ...tunedSetting.shape, default: tunedSetting.nullable(), choice: z.string(), noise: z.number().nullable(), busy: z.string().nullable(),
  same: z.strictObject({ workers: z.array(z.number()), concurrency: z.array(z.number()), prefetch: z.array(z.number()) }),
  stepRate: z.number().nullable(), loaderRate: z.number(), costs: z.object({ readMs: z.number(), decodeMs: z.number(), transferMs: z.number() }),
  slowest: z.enum(['disk', 'decoding', 'step']), sentence: z.string(), help: z.string(), uvThreads: z.number().nullable(), engineThreads: z.number().nullable(), interrupted: z.boolean(),
  measured: z.array(z.strictObject({ part: z.enum(['workers', 'concurrency', 'prefetch', 'default']), workers: z.number(), concurrency: z.number(), prefetch: z.number(), readPerSecond: z.number(), waiting: z.number().nullable(), seconds: z.number() })),
  threads: z.record(z.enum(['uv', 'engine']), z.array(z.object({ threads: z.number(), readPerSecond: z.number(), lowest: z.number(), highest: z.number(), rounds: z.number() }))),
});

describe('with the step', () => {
  let ended: Ended;
  beforeAll(async () => {
    await here('split pictures --labels 6 --val 10 --test 12'.split(' '), { cwd: folder });
    ended = await typed('tune pictures --split split.json --seconds 4 --json --workers 1');
  });

  it('prints one JSON object on standard output, and the table on standard error', () => {
    expect(ended).toMatchObject({ code: 0 });
    const found = result.parse(JSON.parse(ended.out));
    expect(found).toMatchObject({ path: 'whisker.tuned.yaml', interrupted: false });
    expect(found.stepRate).toBeGreaterThan(0);
    expect(found.loaderRate).toBeGreaterThan(0);
    expect(found.costs.decodeMs).toBeGreaterThan(0);
    expect(found.measured.length).toBeGreaterThanOrEqual(1);
    expect(found.measured).toContainEqual(expect.objectContaining({ workers: found.workers, concurrency: found.concurrency, prefetch: found.prefetch }));
    expect(found.lowest).toBeLessThanOrEqual(found.readPerSecond);
    expect(found.highest).toBeGreaterThanOrEqual(found.readPerSecond);
    expect(found.same.workers).toEqual([1]);
    expect(ended.err).toContain('32 unlabelled pictures in pictures');
    expect(ended.err).toContain(`${tableHead}\n`);
    const settings = new Set(found.measured.map(({ part, workers, concurrency, prefetch }) => [part, workers, concurrency, prefetch].join(' ')));
    expect(ended.err.match(/^ +\d+ +\d+ +\d+ +\d+ kB +[\d,.]+ +(?:[\d.,]+-[\d.,]+|-) +[\d.]+ %$/gm)).toHaveLength(settings.size);
    expect(ended.err).toMatch(/^the step     takes [\d,.]+ images\/s alone/m);
    expect(ended.err).not.toContain('\u001B');
  });

  it('writes a file of options with its conditions', () => {
    const { workers, concurrency, prefetch } = result.parse(JSON.parse(ended.out));
    const file = join(folder, 'whisker.tuned.yaml');
    expect(resolveOptions({ preset: 'tiny', file })).toMatchObject({ workers, concurrency, prefetch, size: 32 });
    expect(readFileSync(file, 'utf8')).toContain('\nabout:\n  tuned:\n    data: ');
  });

  it('train uses the file, except for options that are typed', async () => {
    const { workers, prefetch } = result.parse(JSON.parse(ended.out));
    const { code, err } = await typed('train pictures --out run --concurrency 5 --labels 6 --val 10 --test 12 --epochs 1 --recipe sgan');
    expect(code).toBe(0);
    expect(err).toContain('from whisker.tuned.yaml: ');
    expect(resolveOptions({ file: join(folder, 'run', 'run.yaml') })).toMatchObject({ workers, concurrency: 5, prefetch });
  });
});

describe('without classes', () => {
  it('measures the loader alone, keeps typed options and tries libuv threads', async () => {
    // Four threads for the process: with four cores or fewer there is one number to try.
    const { code, out, err } = await whisker(
      ['tune', 'plain', '--seconds', '20', '--out', 'plain.yaml', '--json', '--workers', '1', '--prefetch', '2', '--concurrency', '4', ...SMALL], { cwd: folder, env: { UV_THREADPOOL_SIZE: '4' } },
    );
    expect(err).toContain('The pictures have no classes to train on, so only the loader is measured, without a step.');
    expect(code).toBe(0);
    const found = result.parse(JSON.parse(out));
    expect(found).toMatchObject({ workers: 1, concurrency: 4, prefetch: 2, waiting: null, stepRate: null });
    expect(found.sentence).toMatch(/^The loader reads [\d,.]+ images\/s with 1 worker and a concurrency of 4. Most of the time goes into /);
    expect(found.threads.uv.map(({ threads }) => threads)).toContain(4);
    for (const { readPerSecond } of found.threads.uv) expect(readPerSecond).toBeGreaterThan(0);
    expect(found.threads.engine).toEqual([]);
    expect(existsSync(join(folder, 'plain.yaml'))).toBe(true);
  });

  it('with --quiet prints nothing but the result and the next command', async () => {
    const { code, out, err } = await typed('tune plain --seconds 2 --quiet --out words.yaml --workers 1 --prefetch 2 --concurrency 4');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replace(/\nThe machine is busy[^]*?quiet\.(?=\n)/, '').replaceAll(/(?<!\.)\n(?! )/g, ' ')).toMatch(/^1 worker, concurrency 4, prefetch 2 Use 1 worker, concurrency 4, prefetch 2: [\d,.]+ images\/s read\. .*\nThe loader reads .*\nWhat would help: .*\n {2}tuned {2}words\.yaml\n {2}next {3}whisker train plain --preset tiny --batch 8 --width 4 --generator-width 4 --noise 6 --config words\.yaml $/);
  });
});

describe('interrupted', () => {
  const interrupt = (word: RegExp, out: string): Promise<Ended> => {
    let sent = false;
    return whisker(['tune', 'plain', '--seconds', '60', '--workers', '1', '--out', out, ...SMALL], {
      cwd: folder,
      watch: (written, child) => {
        if (sent || !word.test(written)) return;
        sent = true;
        child.kill('SIGINT');
      },
    });
  };

  it('writes and prints the best setting so far, and ends with 130', async () => {
    const { code, out } = await interrupt(/lowest-highest {2}waiting\n.+\n/, 'best.yaml');
    expect(code).toBe(130);
    expect(out).toMatch(/^interrupted; the best so far: \d+ workers?, concurrency \d+, prefetch \d+\n/);
    expect(existsSync(join(folder, 'best.yaml'))).toBe(true);
  });

  it('writes nothing before the first result', async () => {
    const { code, out, err } = await interrupt(/pictures in plain/, 'none.yaml');
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toContain('interrupted before the first result; nothing was written\n');
    expect(existsSync(join(folder, 'none.yaml'))).toBe(false);
  });
});

describe('an error that touches nothing', () => {
  it.each([
    ['data that does not exist', 'tune HERE/none', 'HERE/none'],
    ['a recipe without a stream', 'tune HERE/pictures --recipe supervised', 'The recipe supervised reads its pictures once, before the first step, so there is no stream to tune.'],
    ['a file that tune did not write', 'tune HERE/pictures --out HERE/notes.yaml', 'HERE/notes.yaml exists and was not written by `whisker tune`. Choose another file with --out.'],
    ['a folder that does not exist', 'tune HERE/pictures --out HERE/no/x.yaml', 'HERE/no/x.yaml cannot be written: its folder does not exist. Choose another file with --out.'],
    ['a time out of range', 'tune HERE/pictures --seconds 1000', '--seconds is 1000, but it must be a whole number from 2 to 110.'],
    ['a split and its sizes', 'tune HERE/pictures --split x.json --labels 5', 'The file of --split already divides the samples; it cannot be combined with --labels.'],
    ['a concurrency that is not a number', 'tune HERE/pictures --concurrency aut', '--concurrency is aut, but it must be a whole number from 1 to 1024, or auto.'],
    ['a misspelt option', 'tune HERE/pictures --secnds 3', 'There is no option --secnds of `whisker tune`. Did you mean --seconds?'],
  ])('%s', async (_what, words, sentence) => {
    await writeFile(join(folder, 'notes.yaml'), 'mine: 1\n');
    const { code, out, err } = await here(words.split(' ').map((word) => word.replace('HERE', folder)));
    expect(err).toContain(sentence.replaceAll('HERE', folder));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(readFileSync(join(folder, 'notes.yaml'), 'utf8')).toBe('mine: 1\n');
  });

  it('unreadable pictures are a failure and give no result', async () => {
    await mkdir(join(folder, 'bad', 'unlabelled'), { recursive: true });
    for (const name of [1, 2, 3, 4, 5, 6, 7, 8]) await writeFile(join(folder, 'bad', 'unlabelled', `${name}.jpg`), 'no picture');
    const { code, out, err } = await here(['tune', join(folder, 'bad'), '--out', join(folder, 'bad.yaml'), ...SMALL]);
    expect(err).toContain('None of the 8 pictures can be used.');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(existsSync(join(folder, 'bad.yaml'))).toBe(false);
  });
});

describe('on a terminal', () => {
  const one = (workers: number, concurrency: number, prefetch: number, rates: readonly number[], waiting: number | null = null): MeasuredSetting =>
    mergeRounds(rates.map((rate) => ({ setting: { workers, concurrency, prefetch }, rate, waiting, seconds: 1 })))[0];

  it('the columns of a row match the head of the table, and fit 80 columns', () => {
    const lines = [tableHead, tableRow(one(2, 64, 3, [1234.5, 1200, 1250.7], 0.0123), 9_633_792), tableRow(one(16, 1024, 12, [99]), 1e6)];
    expect(lines).toEqual([
      'workers  concurrency  prefetch   memory  read images/s  lowest-highest  waiting',
      '      2           64         3    29 MB          1,235     1,200-1,251    1.2 %',
      '     16         1024        12    12 MB           99.0               -        -',
    ]);
    for (const line of lines) expect(line.length).toBeLessThan(80);
  });

  const settings = [one(1, 64, 3, [500]), one(2, 64, 3, [1000, 980]), one(12, 64, 3, [100])];
  const chart = (columns: number, ascii = false) => rateChart('workers', ({ workers }) => workers, settings, settings[1].setting, columns, ascii);

  it('the chart has a bar for each setting, marks the chosen one, and fits the columns', () => {
    expect(chart(30)).toEqual(['workers, read images/s', `   1  500  ${'█'.repeat(7)}▋`, `   2  990  ${'█'.repeat(15)} *`, '  12  100  █▌']);
    for (const line of chart(80)) expect(line.length).toBeLessThanOrEqual(80);
    expect(rateChart('workers', ({ workers }) => workers, settings.slice(1, 2), settings[1].setting, 80)).toEqual([]);
  });

  it('the chart has ASCII characters only where asked', () => {
    expect(chart(30, true)[2]).toBe(`   2  990  ${'#'.repeat(15)} *`);
    expect(chart(80, true).join('')).toMatch(/^[ -~]+$/);
  });

  it('the chart appears with the second setting, above the work under way', () => {
    expect(liveLines(settings.slice(0, 1), 'measuring', 50)).toEqual(['measuring']);
    const lines = liveLines(settings, 'measuring', 50);
    expect([lines.length, lines[1], lines.at(-1)]).toEqual([7, 'workers-concurrency-prefetch, read images/s', 'measuring']);
    for (const line of lines) expect(line.length).toBeLessThan(50);
  });

  it('sentences break between words', () => {
    expect(wrapped('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });
});

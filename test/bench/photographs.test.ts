import { expect, it } from 'vitest';
import { exitCodeOf } from '../../bench/errors.js';
import { photographsToMarkdown } from '../../bench/photographs/markdown.js';
import { rowsOf, seedsOf } from '../../bench/photographs/options.js';
import type { PhotographsReport, PhotographsRow } from '../../bench/photographs/run.js';
import { settings, type Setting } from '../../bench/photographs/settings.js';
import { meanAndDeviation } from '../../bench/report/statistics.js';
import { WrongCommand } from '../../src/config/index.js';
import { resolveOptions } from '../../src/training/index.js';

const row = (name: string, tests: readonly number[], more: Partial<PhotographsRow> = {}): PhotographsRow => ({
  name, recipe: 'sgan', preset: 'small', words: {}, network: 'resnet18, width 16', size: 64,
  test: meanAndDeviation(tests), val: meanAndDeviation(tests.map((test) => test + 0.02)), seconds: meanAndDeviation([90, 110]),
  splits: tests.map((test, index) => ({ seed: index + 1, test, val: test + 0.02, epochs: 3, bestEpoch: 2, stopped: false, seconds: 100 })),
  ...more,
});

const report: PhotographsReport = {
  bench: 'photographs', date: '2026-01-02T03:04:05.000Z', load: { before: 0.1, after: 2 }, engine: 'TensorFlow on the CPU',
  machine: { cpu: 'Some CPU', cores: 2, memoryGiB: 24, system: 'linux 6', node: 'v20.0.0' },
  pictures: { count: 25_000, classes: ['cat', 'dog'], fingerprint: 'f' },
  sets: { labels: 100, val: 1000, test: 1000, unlabelled: 22_900 },
  seeds: [1, 2], limit: null, rows: [row('supervised', [0.5, 0.54]), row('sgan', [0.6], { seconds: meanAndDeviation([600]) })], failed: [],
};

it('shows mean, deviation and each seed, and leaves the cell of a missing run empty', () => {
  expect(photographsToMarkdown(report)).toBe([
    'Some CPU, 2 cores, 24 GiB, linux 6, Node v20.0.0; 2026-01-02; load 0.1 before, 2 after; TensorFlow on the CPU',
    '',
    '25,000 photographs of 2 classes: 100 labelled, 22,900 unlabelled, 1,000 validation, 1,000 test. Accuracy in %, mean ± standard deviation over the label splits.',
    '',
    '| recipe | network | size | test accuracy | seed 1 | seed 2 | validation | time of a run |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
    '| supervised | resnet18, width 16 | 64 px | **52.0 ± 2.8** | 50.0 | 54.0 | 54.0 ± 2.8 | 100 s |',
    '| sgan | resnet18, width 16 | 64 px | **60.0** | 60.0 |  | 62.0 | 10.0 min |',
  ].join('\n'));
});

it('names the runs that the time limit ended, and those that failed', () => {
  const [first] = report.rows[0]?.splits ?? [];
  if (first === undefined) throw new Error('no run');
  const rows = [row('sgan', [0.5], { splits: [{ ...first, stopped: true, epochs: 1 }] })];
  const lines = photographsToMarkdown({ ...report, limit: 60, rows, failed: [{ name: 'sgan', seed: 2, reason: 'the disk is full' }] }).split('\n\n');
  expect(lines.slice(3)).toEqual(['sgan, seed 1: stopped after 60 s, with 1 epoch done.', 'Failed: sgan, seed 2 (the disk is full).']);
});

it('takes the deviation of a sample', () => {
  expect(meanAndDeviation([1, 2, 3])).toEqual({ mean: 2, sd: 1 });
  expect(meanAndDeviation([1])).toEqual({ mean: 1, sd: null });
});

it('finds the rows of recipes, in the order of the table', () => {
  const rows: Setting[] = [['supervised', 'supervised'], ['supervised, crop', 'supervised'], ['sgan', 'sgan']].map(([name = '', recipe = '']) => ({ name, recipe, preset: 'small', words: {} }));
  const names = (typed?: string) => rowsOf(typed, rows).map(({ name }) => name);
  expect(names()).toEqual(['supervised', 'supervised, crop', 'sgan']);
  expect(names('sgan, supervised')).toEqual(['supervised', 'supervised, crop', 'sgan']);
  expect(names('sgan')).toEqual(['sgan']);
  expect(() => names('sgan,gans')).toThrow('The table has no row of recipe "gans". It has: supervised, sgan.');
});

it('reads seeds, and refuses what is not a list of different whole numbers', () => {
  expect(seedsOf('1,2,3')).toEqual([1, 2, 3]);
  expect(seedsOf('7')).toEqual([7]);
  for (const [typed, wrong] of [['1,x', 'x'], ['1,,2', ''], ['-1', '-1'], ['1.5', '1.5'], ['2,2', '2']]) {
    expect(() => seedsOf(typed ?? '')).toThrow(`--seeds takes different whole numbers separated by commas, not "${typed}": look at "${wrong}".`);
  }
});

it('lists rows that whisker can train, each under a name of its own', () => {
  for (const { recipe, preset, words } of settings) expect(resolveOptions({ preset, words: { ...words, recipe } }).recipe).toBe(recipe);
  expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
});

it("knows the exit code of whisker's errors, and that a defect has none", () => {
  expect(exitCodeOf(new WrongCommand('no such folder'))).toBe(2);
  expect(exitCodeOf(new TypeError('a defect'))).toBe(null);
  expect(exitCodeOf('a word')).toBe(null);
});

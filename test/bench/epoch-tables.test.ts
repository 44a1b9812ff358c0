import { expect, it } from 'vitest';
import { epochToMarkdown } from '../../bench/epoch/markdown.js';
import { unlike } from '../../bench/epoch/losses.js';
import type { EpochReport, EpochResult } from '../../bench/epoch/run.js';
import { spreadOf } from '../../bench/report/statistics.js';

const result = (name: string, side: 'ours' | 'peer', more: Partial<EpochResult>): EpochResult => ({
  name, side, versions: { [name]: '1.0' }, seconds: spreadOf([10, 12, 11]), startSeconds: 1.25, firstStepSeconds: 2.5, losses: [0.2, 0.25], toBestPeer: null, oursToPeer: null, ...more,
});

const report: EpochReport = {
  bench: 'epoch', date: '2026-01-02T03:04:05.000Z', load: { before: 0.1, after: 2 }, pictures: 'drawn',
  machine: { cpu: 'Some CPU', cores: 2, memoryGiB: 24, system: 'linux 6', node: 'v20.0.0' },
  tables: [{
    course: { size: 64, batch: 16, labelled: 25, pictures: 192 }, name: 'an epoch', rounds: 3, leftOut: [],
    results: [result('whisker', 'ours', { toBestPeer: 0.8 }), result('alike', 'peer', { oursToPeer: 0.8, losses: [0.3, 0.2] }), result('other', 'peer', { oursToPeer: 0.5, losses: [0.2, 0.6], firstStepSeconds: null })],
  }],
};

it("tells what an epoch takes, what the start took, and whose losses are not like ours", () => {
  expect(epochToMarkdown(report)).toBe([
    'Some CPU, 2 cores, 24 GiB, linux 6; 2026-01-02; load 0.1 before, 2 after; drawn; medians of 3 interleaved rounds.',
    '',
    'whisker 1.0 · alike 1.0 · other 1.0',
    '',
    '|  | seconds per epoch | least–most | whisker to it | loaded in, s | first step done after, s | mean losses |',
    '|---|---:|---:|---:|---:|---:|---|',
    '| **an epoch** | 11.00 | 10.00–12.00 | **0.80** to the best | 1.3 | 2.5 | 0.20 · 0.25 |',
    '| alike | 11.00 | 10.00–12.00 | 0.80 | 1.3 | 2.5 | 0.30 · 0.20 |',
    '| other | 11.00 | 10.00–12.00 | 0.50 | 1.3 |  | 0.20 · 0.60 |',
    '',
    'Doubtful in "an epoch": a loss of other is 2 times ours or more, or ours its.',
  ].join('\n'));
});

it('holds losses that are missing or are no numbers for unlike', () => {
  const told = (losses: readonly number[]) => unlike([result('whisker', 'ours', {}), result('peer', 'peer', { losses })]);
  expect(told([0.2, 0.25])).toEqual([]);
  for (const losses of [[0.2], [0.2, Number.NaN], [0.05, 0.25]]) expect(told(losses)).toEqual(['peer']);
  expect(unlike([result('peer', 'peer', {})])).toEqual([]);
});

import { expect, it } from 'vitest';
import { meanDifference } from '../../bench/loader/agreement.js';
import { namesOn, needsOf } from '../../bench/loader/entries.js';
import { toMarkdown, type LoaderReport } from '../../bench/loader/markdown.js';
import { summarize, type Result } from '../../bench/loader/summary.js';
import { markdownTable } from '../../bench/report/table.js';

const result = (name: string, side: 'ours' | 'peer', seconds: readonly number[], more: Partial<Result> = {}): Result => ({
  name, side, cached: false, versions: { [name]: '1.0' }, difference: 0.25, passes: seconds.map((one) => ({ pictures: 1000, seconds: one })), ...more,
});

const results: readonly Result[] = [
  result('whisker', 'ours', [0.5, 1, 0.5], { passes: [0.5, 1, 0.5].map((seconds, round) => ({ pictures: 1000, seconds, delayP99Ms: round, peakBytes: (round + 1) * 2 ** 20 })) }),
  result('whisker (RAM cache)', 'ours', [0.1, 0.1, 0.1], { cached: true }),
  result('fast', 'peer', [1, 2, 1]),
  result('slow', 'peer', [2, 1, 2], { difference: null }),
];

it('compares whisker with the best peer of each round, and each peer with whisker', () => {
  const [whisker, cached, fast, slow] = summarize(results);
  expect(whisker).toMatchObject({ rates: [2000, 1000, 2000], toBestPeer: 2, oursToIt: null, delayP99Ms: 1, peakBytes: 3 * 2 ** 20 });
  expect(whisker?.rate).toMatchObject({ median: 2000, min: 1000 });
  expect(cached).toMatchObject({ toBestPeer: null, oursToIt: null, delayP99Ms: null, peakBytes: null });
  expect(fast).toMatchObject({ toBestPeer: 1, oursToIt: 2 });
  expect(slow).toMatchObject({ toBestPeer: 0.5, oursToIt: 4 });
});

it('has no ratios without peers', () => {
  expect(summarize(results.slice(0, 2)).map(({ toBestPeer }) => toBestPeer)).toEqual([null, null]);
});

it('writes the machine, the date, the versions, the tables and the contestants that were left out', () => {
  const report: LoaderReport = {
    bench: 'loader',
    date: '2026-01-02T03:04:05.000Z',
    machine: { cpu: 'Some CPU', cores: 2, memoryGiB: 24, system: 'linux 6', node: 'v20.0.0' },
    load: { before: 0.1, after: 2 },
    tables: [{
      kind: 'small', views: 'none', pictures: { count: 2000, meanBytes: 38_200, source: 'drawn' }, size: 224, batch: 64, workers: 2, rounds: 3, rows: summarize(results),
      leftOut: [{ name: 'absent', reason: 'not installed: no wheel' }],
    }],
  };
  expect(toMarkdown(report)).toBe([
    'Some CPU, 2 cores, 24 GiB, linux 6; 2026-01-02; load 0.1 before, 2 after.',
    '',
    'whisker 1.0 · whisker (RAM cache) 1.0 · fast 1.0 · slow 1.0',
    '',
    '2,000 photographs of 300 to 500 px (drawn; JPEG, 38 KB on average) → 224 px, batches of 64, 2 workers, medians of 3 interleaved rounds.',
    '',
    "|  | images/s | quartiles | to the best peer | whisker to it | difference from Pillow | main thread's delay, p99 | peak memory |",
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    '| **whisker** | 2,000 | 1,500–2,000 | 2.00 |  | 0.25 | 1.0 ms | 3 MiB |',
    '| **whisker (RAM cache)** | 10,000 | 10,000–10,000 |  |  | 0.25 |  |  |',
    '| fast | 1,000 | 750–1,000 | 1.00 | 2.00 | 0.25 |  |  |',
    '| slow | 500 | 500–750 | 0.50 | 4.00 |  |  |  |',
    '',
    'Left out: absent (not installed: no wheel).',
  ].join('\n'));
});

it('has torchvision v2, Kornia and DALI beside whisker where pictures get views, and installs what these tables need', () => {
  const expected = ['whisker', 'PyTorch DataLoader + torchvision v2', 'PyTorch DataLoader + torchvision v2 (no antialias)', 'PyTorch DataLoader + Kornia', 'DALI on the CPU'];
  for (const views of ['crop', 'weak + strong'] as const) expect(namesOn({ kind: 'small', views })).toEqual(expected);
  expect(namesOn({ kind: 'small', views: 'none' })).not.toContain('PyTorch DataLoader + Kornia');
  expect(needsOf(() => true, ['crop'])).toEqual(['torch', 'kornia', 'dali']);
  expect(needsOf((name) => name === 'tf.data', null)).toEqual(['tensorflow']);
});

it('leaves out empty columns', () => {
  const alone = summarize(results.slice(1, 2).map((one) => ({ ...one, difference: null })));
  const table = { kind: 'large', views: 'none', pictures: { count: 64, meanBytes: 3e6, source: 'drawn' }, size: 224, batch: 8, workers: 2, rounds: 1, rows: alone, leftOut: [] } as const;
  const machine = { cpu: '', cores: 2, memoryGiB: 1, system: '', node: '' };
  const markdown = toMarkdown({ bench: 'loader', date: '2026-01-02', machine, load: { before: 0, after: 0 }, tables: [table] });
  expect(markdown).toContain('|  | images/s | quartiles |\n');
  expect(markdown).toContain('64 12-megapixel photographs (drawn; JPEG, 3.0 MB on average) → 224 px, batches of 8, 2 workers, medians of 1 interleaved round.');
});

it('escapes bars in cells', () => {
  expect(markdownTable([{ title: 'a', cell: (row: string) => row }], ['x|y'])).toBe(['| a |', '|---|', String.raw`| x\|y |`].join('\n'));
});

it('returns the mean difference of pixels, and infinity for different lengths', () => {
  expect(meanDifference(Uint8Array.of(0, 10, 255), Uint8Array.of(3, 10, 249))).toBe(3);
  expect(meanDifference(Uint8Array.of(1), Uint8Array.of(1, 1))).toBe(Infinity);
});

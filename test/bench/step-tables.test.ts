import { expect, it } from 'vitest';
import { WrongCommand } from '../../bench/errors.js';
import { coursesOf, nameOf } from '../../bench/step/course.js';
import { entriesOn } from '../../bench/step/entries.js';
import { stepToMarkdown } from '../../bench/step/markdown.js';
import { summarize, type TimedSteps } from '../../bench/step/summary.js';

const timed = (name: string, side: 'ours' | 'peer', precision: 'f32' | 'bf16', ms: readonly number[], difference: number | null = null): TimedSteps => ({ name, side, precision, versions: { [name]: '1.0' }, ms, difference });

const all = [
  timed('whisker', 'ours', 'f32', [10, 20, 10]),
  timed('whisker, bf16', 'ours', 'bf16', [6, 6, 6], 0.01),
  timed('plain', 'peer', 'f32', [20, 10, 40], 1e-6),
  timed('last', 'peer', 'f32', [40, 40, 20], 2e-6),
  timed('autocast', 'peer', 'bf16', [4, 3, 2], 0.02),
];

it('measures float32 against float32 and bfloat16 against bfloat16', () => {
  const ratios = summarize(all).map(({ toBestPeer, oursToPeer }) => [toBestPeer, oursToPeer]);
  // 10 / 20, 20 / 10, 10 / 20; then 6 / 4, 6 / 3, 6 / 2.
  expect(ratios).toEqual([[0.5, null], [2, null], [null, 0.5], [null, 0.5], [null, 2]]);
});

it('has no ratios where only ours took part', () => {
  expect(summarize(all.slice(0, 2)).map(({ toBestPeer, oursToPeer }) => [toBestPeer, oursToPeer])).toEqual([[null, null], [null, null]]);
});

it('names the course in its first row and everybody else in theirs', () => {
  const [course] = coursesOf(["the article's step 64 px"]);
  if (course === undefined) throw new Error('no such course');
  const markdown = stepToMarkdown({
    bench: 'step', date: '2026-01-02T03:04:05.000Z', load: { before: 0.1, after: 2 },
    machine: { cpu: 'Some CPU', cores: 2, memoryGiB: 24, system: 'linux 6', node: 'v20.0.0' },
    tables: [{ course, name: nameOf(course), rounds: 3, results: summarize(all.filter(({ name }) => name !== 'last')), leftOut: [{ name: 'compiled', reason: 'no compiler' }] }],
  });
  expect(markdown).toBe([
    'Some CPU, 2 cores, 24 GiB, linux 6; 2026-01-02; load 0.1 before, 2 after; medians of 3 interleaved rounds.',
    '',
    'whisker 1.0 · whisker, bf16 1.0 · plain 1.0 · autocast 1.0',
    '',
    '|  | ms a step | quartiles | whisker to it | losses differ by |',
    '|---|---:|---:|---:|---:|',
    "| **the article's step 64 px 16 + 16 + 25** | 10.0 | 10.0–15.0 | **0.50** to the best |  |",
    '| whisker, bf16 | 6.0 | 6.0–6.0 | **2.00** to the best | 1e-2 |',
    '| plain | 20.0 | 15.0–30.0 | 0.50 | 1e-6 |',
    '| autocast | 3.0 | 2.5–3.5 | 2.00 | 2e-2 |',
    '',
    `Left out of "the article's step 64 px 16 + 16 + 25": compiled (no compiler).`,
  ].join('\n'));
});

it('times every part at 32, 64 and 224 px, under names that --only can tell apart', () => {
  const names = coursesOf(null).map(nameOf);
  for (const size of [32, 64, 224]) {
    for (const part of ['forward', 'forward + backward', 'forward + backward + Adam']) expect(names).toContain(`ResNet18 ${size} px x 16: ${part}`);
    expect(names.filter((name) => name.startsWith(`the article's step ${size} px`))).toHaveLength(1);
  }
  expect(names.filter((name) => name.includes(','))).toEqual([]);
  expect(coursesOf(['RESNET18 32 PX', "article's step 224"])).toHaveLength(4);
  expect(() => coursesOf(['48 px', 'rings'])).toThrow(new WrongCommand(`No measurement has "48 px" or "rings" in its name. There are: ${names.join('; ')}.`));
});

it('lets bfloat16 take part on both sides or on neither', () => {
  const [course] = coursesOf(null);
  if (course === undefined) throw new Error('no course');
  const half = (python: string | null, bf16: boolean) => entriesOn(course, '/tmp', 1, python, bf16).filter(({ precision }) => precision === 'bf16').map(({ side }) => side);
  expect(half('python3', true)).toEqual(['ours', 'peer']);
  expect(half(null, true)).toEqual(['ours']);
  expect(half('python3', false)).toEqual([]);
  expect(entriesOn(course, '/tmp', 1, 'python3', true)[0]).toMatchObject({ name: 'whisker', precision: 'f32' });
});

import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { duration, percentSpread, spread, worth, writeReport } from '../../src/report/index.js';
import { recordOf } from '../../src/report/record.js';
import { recorded, writeRun } from './recorded.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const reportOf = async (run: string): Promise<string> => readFile(await writeReport(run), 'utf8');

/** Every tag that needs one is closed by its own kind, in order: what a parser would complain of first. */
function expectBalanced(html: string): void {
  const open: string[] = [];
  const empty = new Set(['meta', 'img', 'br', '!doctype']);
  for (const [, closing, name = '', rest = ''] of html.matchAll(/<(\/?)([a-z!][a-z0-9]*)([^>]*)>/gi)) {
    if (empty.has(name) || rest.endsWith('/')) continue;
    if (closing === '') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
}

/** Addresses that a browser would fetch from. */
const fetched = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="([^"]*)"|url\(([^)]*)\)|@import/g)].map(([whole, address = '']) => address || whole).filter((address) => !address.startsWith('data:image/png;base64,'));

describe('the page of a run', () => {
  it('shows result, curves, confusion, grids and options, and fetches nothing', async () => {
    await writeRun(folder, { recipe: 'sgan', accuracy: 0.91, grids: true });
    await writeFile(join(folder, 'test.json'), JSON.stringify({ accuracy: 0.91, loss: 0.4, count: 1000, classes: ['cat', 'dog'], confusion: [[450, 50], [40, 460]], perClass: [] }));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).not.toContain('<script');
    expect(fetched(html)).toEqual([]);
    expect(html).toContain('<dt>Test accuracy</dt><dd>91.00 %<small>error 9.00 %, 1,000 pictures</small>');
    expect(html).toContain('best: 90.09 %, epoch 16');
    for (const loss of ['labelled', 'unlabelled', 'generated', 'generator', 'validation']) expect(html).toContain(`</svg>${loss}</span>`);
    expect(html).toContain('title="cat called dog: 50 of 500">50</td>');
    expect(html.match(/<img src="data:image\/png/g)).toHaveLength(6);
    expect(html).toContain('epoch 20</figcaption>');
    expect(html).toContain('size: 32 # &lt;edge&gt; &amp; &quot;more&quot;');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('of a run in progress, torn in the middle of a line, shows what there is', async () => {
    const events = recorded({ recipe: 'supervised', epochs: 3, stepsPerEpoch: 2 });
    await writeFile(join(folder, 'events.jsonl'), events.slice(0, 4).map((event) => `${JSON.stringify(event)}\n`).join(''));
    await appendFile(join(folder, 'events.jsonl'), 'no event\n{"v":1,"seq":9,"time":0,"type":"weather"}\n{"v":1,"se');
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('in progress, or it ended without a word');
    expect(html).toContain('1 event of a newer whisker could not be shown.');
    expect(html).toContain('Lines of events.jsonl that are no events: 5.');
    expect(html).toContain('<circle class="dot look0"');
    expect(html).not.toContain('Test accuracy');
    expect(html).not.toContain('Generated pictures');
  });

  it('of a run that has not begun, or not ended its first epoch, is a page all the same', async () => {
    await writeFile(join(folder, 'events.jsonl'), '');
    expectBalanced(await reportOf(folder));
    await writeFile(join(folder, 'events.jsonl'), recorded({ recipe: 'sgan' }).slice(0, 2).map((event) => `${JSON.stringify(event)}\n`).join(''));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('nothing yet');
  });

  it('shows names for what they are, whatever stands in them', async () => {
    const nasty = '<img src=x onerror=alert(1)>"&\'.jpg';
    await writeRun(folder, { recipe: 'sgan', classes: ['<b>cat</b>', 'dog'] });
    await appendFile(join(folder, 'events.jsonl'), `${JSON.stringify({ v: 1, seq: 999, time: 0, type: 'quarantine', path: nasty, reason: '</table>' })}\n`);
    await writeFile(join(folder, 'test.json'), JSON.stringify({ accuracy: 1, loss: 0, count: 1, classes: ['<b>cat</b>', 'dog'], confusion: [[1, 0], [0, 0]], perClass: [] }));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;&#39;.jpg');
    expect(html).toContain('1 picture set aside');
    expect(html).not.toContain('<b>cat');
  });

  it('reads no picture from outside the run, and goes without one that is gone', async () => {
    const events = recorded({ recipe: 'sgan', epochs: 3, grids: true });
    const outside = join(folder, 'outside.png');
    await writeFile(outside, 'secret');
    const run = join(folder, 'run');
    await mkdir(run);
    await writeFile(join(run, 'events.jsonl'), events.map((event) => `${JSON.stringify(event.type === 'epoch' && event.epoch === 1 ? { ...event, grid: '../outside.png' } : event)}\n`).join(''));
    expect(await reportOf(run)).not.toContain('data:image');
  });

  it('of hundreds of epochs stays small', async () => {
    await writeRun(folder, { recipe: 'supervised', epochs: 5000, stepsPerEpoch: 1 });
    const html = await reportOf(folder);
    expect(html.length).toBeLessThan(200_000);
  });

  it('leaves no half-written page behind', async () => {
    await writeRun(folder, { recipe: 'sgan' });
    await writeReport(folder);
    await writeReport(folder);
    expect((await readdir(folder)).filter((name) => name.startsWith('report'))).toEqual(['report.html']);
  });
});

describe('the page of several runs', () => {
  it('sums them up by recipe and links to a page for each', async () => {
    for (const [index, seed] of [1, 2, 3].entries()) {
      await writeRun(join(folder, `supervised-${seed}`), { recipe: 'supervised', seed, accuracy: 0.6 + index * 0.05 });
      await writeRun(join(folder, `sgan-${seed}`), { recipe: 'sgan', seed, accuracy: 0.9, grids: true });
    }
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('<th scope="row">supervised, mean</th><td>3 splits</td><td>65.00 ± 5.00 %</td><td>35.00 ± 5.00 %</td>');
    expect(html).toContain('<th scope="row">sgan, mean</th><td>3 splits</td><td>90.00 ± 0.00 %</td>');
    const links = fetched(html);
    expect(links).toHaveLength(6);
    for (const link of links) expectBalanced(await readFile(join(folder, link), 'utf8'));
  });

  it('shows a run without a result as what it is', async () => {
    await writeRun(join(folder, 'supervised-1'), { recipe: 'supervised' });
    await mkdir(join(folder, 'sgan-1'));
    await writeFile(join(folder, 'sgan-1', 'events.jsonl'), recorded({ recipe: 'sgan' }).slice(0, 50).map((event) => `${JSON.stringify(event)}\n`).join(''));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('sgan-1 has no test result: it is in progress, or it ended without a word.');
  });
});

describe('what is no run', () => {
  it.each([
    ['a folder that does not exist', 'none', /^There is no folder .*none\.$/],
    ['an empty folder', 'empty', /empty is not the folder of a run, and there is none in it/],
    ['a file', 'file', /file is a file; a report is of the folder of a run/],
  ])('%s', async (_what, name, sentence) => {
    await mkdir(join(folder, 'empty'));
    await writeFile(join(folder, 'file'), '');
    const attempt = writeReport(join(folder, name));
    await expect(attempt).rejects.toThrow(WrongCommand);
    await expect(attempt).rejects.toThrow(sentence);
  });
});

describe('what events say, put together', () => {
  it('takes the later word where a resumed run did an epoch again', async () => {
    const first = recorded({ recipe: 'sgan', epochs: 4 }).filter((event) => event.type !== 'run-end').slice(0, 35);
    const again = recorded({ recipe: 'sgan', epochs: 4, accuracy: 0.5 });
    const record = await recordOf([...first, ...again]);
    expect(record.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(record.epochs[0]?.val.accuracy).toBeLessThan(0.5);
    expect(record.resumed).toBe(1);
    expect(record.end?.test?.accuracy).toBe(0.5);
    expect(record.waiting).toBeCloseTo(0.01);
  });

  it('knows the best epoch before the run has ended', async () => {
    const record = await recordOf(recorded({ recipe: 'sgan', epochs: 10 }).filter((event) => event.type !== 'run-end'));
    expect(record.best?.epoch).toBe(8);
    expect(record.end).toBeUndefined();
  });
});

describe('numbers for people', () => {
  it('durations', () => {
    expect([0.4211, 12.34, 59.94, 59.96, 125, 3599.7, 3725, 86_400 * 3 + 4 * 3600].map(duration)).toEqual([
      '0.42 s', '12.3 s', '59.9 s', '1 min 00 s', '2 min 05 s', '1 h 00 min', '1 h 02 min', '3 d 04 h',
    ]);
  });

  it('means and deviations', () => {
    expect(spread([1, 2, 3])).toEqual({ mean: 2, sd: 1 });
    expect(percentSpread([0.5])).toBe('50.00 %');
  });

  it('what unlabelled pictures were worth', () => {
    expect(worth({ recipe: 'supervised', accuracies: [0.6] }, { recipe: 'sgan', accuracies: [0.9] }, 8400)).toBe(
      'With 8,400 unlabelled pictures, sgan got 10.00 % of the test set wrong where supervised got 40.00 %: 75 % fewer errors.',
    );
    expect(worth({ recipe: 'supervised', accuracies: [0.9, 0.9] }, { recipe: 'sgan', accuracies: [0.8, 0.8] }, 1)).toBe(
      'With 1 unlabelled picture, sgan got 20.00 % of the test set wrong where supervised got 10.00 %: 100 % more errors, on average over 2 label splits.',
    );
  });
});

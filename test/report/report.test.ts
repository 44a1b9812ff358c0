import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { describeGains, percentSpread, spread } from '../../src/report/gain.js';
import { writeReport } from '../../src/report/index.js';
import { summarize } from '../../src/report/summary.js';
import { eventsOfRun, writeRun } from './write-run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const reportOf = async (run: string): Promise<string> => readFile(await writeReport(run), 'utf8');

/** Expects that every tag is closed, in order, as a parser requires. */
function expectBalanced(html: string): void {
  const open: string[] = [];
  const empty = new Set(['meta', 'link', 'img', 'br', '!doctype']);
  for (const [, closing, name = '', rest = ''] of html.matchAll(/<(\/?)([a-z!][a-z0-9]*)([^>]*)>/gi)) {
    if (empty.has(name) || rest.endsWith('/')) continue;
    if (closing === '') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
}

/** Returns the addresses that a browser would load. */
const loaded = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="([^"]*)"|url\(([^)]*)\)|@import/g)].map(([whole, address = '']) => address || whole).filter((address) => !/^(?:data:|#)/.test(address));

describe('the page of a run', () => {
  it('shows the result, curves, confusion matrix, grids and options, and loads nothing', async () => {
    await writeRun(folder, { recipe: 'sgan', accuracy: 0.91, grids: true });
    await writeFile(join(folder, 'test.json'), JSON.stringify({ accuracy: 0.91, loss: 0.4, count: 1000, classes: ['cat', 'dog'], confusion: [[450, 50], [40, 460]], perClass: [] }));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(loaded(html)).toEqual([]);
    expect(html).toContain('<dt>Test accuracy</dt><dd>91.00 %<small>error 9.00 %, 1,000 pictures</small>');
    expect(html).toContain('best: 90.09 %, epoch 16');
    for (const loss of ['labelled', 'unlabelled', 'generated', 'generator', 'validation']) expect(html).toContain(`</svg>${loss}</span>`);
    expect(html).toContain('title="cat predicted as dog: 50 of 500, 10.00 %">50</td>');
    expect(html.match(/<img src="data:image\/(?:png|webp)/g)).toHaveLength(6);
    expect(html).toContain('epoch 20</figcaption>');
    expect(html).toContain('size: 32 # &lt;edge&gt; &amp; &quot;more&quot;');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('shows the newest grid of what the network sees, with what its rows are, and nothing where its file is missing or outside the run', async () => {
    await writeRun(folder, { recipe: 'fixmatch', epochs: 3 });
    const log = async (event: object) => appendFile(join(folder, 'events.jsonl'), `${JSON.stringify({ v: 1, seq: 999, time: 0, type: 'views', step: 1, rows: ['labelled', 'unlabelled <weak>', 'unlabelled strong'], ...event })}\n`);
    await writeFile(join(folder, 'samples', 'views-0002.png'), 'PNG');
    await log({ epoch: 1, grid: 'samples/views-0001.png' });
    expect(await reportOf(folder)).not.toContain('What the network sees');
    await log({ epoch: 2, grid: 'samples/views-0002.png' });
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('The first pictures of epoch 2, decoded, resized and augmented. Rows, from the top: labelled, unlabelled &lt;weak&gt;, unlabelled strong.');
    expect(html).toContain(`<img src="data:image/png;base64,${Buffer.from('PNG').toString('base64')}"`);
    await log({ epoch: 3, grid: '../views.png' });
    expect(await reportOf(folder)).not.toContain('What the network sees');
  });

  it('shows what there is of a run in progress with an incomplete last line', async () => {
    const events = eventsOfRun({ recipe: 'supervised', epochs: 3, stepsPerEpoch: 2 });
    await writeFile(join(folder, 'events.jsonl'), events.slice(0, 4).map((event) => `${JSON.stringify(event)}\n`).join(''));
    await appendFile(join(folder, 'events.jsonl'), 'no event\n{"v":1,"seq":9,"time":0,"type":"weather"}\n{"v":1,"seq":10,"time":0,"type":"step","images":3}\n{"v":1,"se');
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('<span class="state bad">dead</span>no process is running it, last event 2025-01-02 03:04 UTC. <code>whisker train --resume ');
    expect(html).toContain('1 event of a newer version of whisker is not shown.');
    expect(html).toContain('1 event with the fields of another version of whisker is not shown: the version that wrote the run shows them.');
    expect(html).toContain('These lines of events.jsonl are not events: 5.');
    expect(html).toContain('<circle class="dot style0"');
    expect(html).not.toContain('Test accuracy');
    expect(html).not.toContain('Generated pictures');
  });

  it('has the time of the first start where the run was resumed', async () => {
    const events = eventsOfRun({ recipe: 'sgan' });
    const resumed = { ...(events[0] ?? expect.fail()), seq: events.length, time: Date.UTC(2026, 5, 6), resumedAt: 3 };
    await writeFile(join(folder, 'events.jsonl'), [...events, resumed].map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await reportOf(folder)).toContain('started 2025-01-02 03:04 UTC · resumed 1 time');
  });

  it('is a valid page before the run starts, and before its first epoch ends', async () => {
    await writeFile(join(folder, 'events.jsonl'), '');
    expectBalanced(await reportOf(folder));
    await writeFile(join(folder, 'events.jsonl'), eventsOfRun({ recipe: 'sgan' }).slice(0, 2).map((event) => `${JSON.stringify(event)}\n`).join(''));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('no data yet');
  });

  it('draws the shares that the recipe measures beside the accuracy', async () => {
    const events = eventsOfRun({ recipe: 'fixmatch', epochs: 3 }).map((event) => (event.type === 'epoch' ? { ...event, shares: { confident: event.epoch / 4 } } : event));
    await writeFile(join(folder, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const [, accuracy = '', losses = ''] = (await reportOf(folder)).split('<h2 id="epochs">')[0]?.split(/<figcaption>(?:Accuracy|Losses)/) ?? [];
    expect(accuracy).toContain('</svg>confident</span>');
    expect(losses).not.toContain('confident');
  });

  it('escapes every name', async () => {
    const hostile = '<img src=x onerror=alert(1)>"&\'.jpg';
    await writeRun(folder, { recipe: 'sgan', classes: ['<b>cat</b>', 'dog'] });
    await appendFile(join(folder, 'events.jsonl'), `${JSON.stringify({ v: 1, seq: 999, time: 0, type: 'quarantine', path: hostile, reason: '</table>' })}\n`);
    await writeFile(join(folder, 'test.json'), JSON.stringify({ accuracy: 1, loss: 0, count: 1, classes: ['<b>cat</b>', 'dog'], confusion: [[1, 0], [0, 0]], perClass: [] }));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;&#39;.jpg');
    expect(html).toContain('1 quarantined picture');
    expect(html).not.toContain('<b>cat');
  });

  it('reads no grid from outside the run, and leaves out a missing one', async () => {
    const events = eventsOfRun({ recipe: 'sgan', epochs: 3, grids: true });
    const outside = join(folder, 'outside.png');
    await writeFile(outside, 'secret');
    const run = join(folder, 'run');
    await mkdir(run);
    await writeFile(join(run, 'events.jsonl'), events.map((event) => `${JSON.stringify(event.type === 'epoch' && event.epoch === 1 ? { ...event, grid: '../outside.png' } : event)}\n`).join(''));
    expect(await reportOf(run)).not.toContain('data:image');
  });

  it('stays small with thousands of epochs', async () => {
    await writeRun(folder, { recipe: 'supervised', epochs: 5000, stepsPerEpoch: 1 });
    const html = await reportOf(folder);
    expect(html.length).toBeLessThan(600_000);
  });

  it('leaves no temporary file behind', async () => {
    await writeRun(folder, { recipe: 'sgan' });
    await writeReport(folder);
    await writeReport(folder);
    expect((await readdir(folder)).filter((name) => name.startsWith('report'))).toEqual(['report.html']);
  });
});

describe('the page of several runs', () => {
  it('shows the mean of each recipe and links to the page of each run', async () => {
    for (const [index, seed] of [1, 2, 3].entries()) {
      await writeRun(join(folder, `supervised-${seed}`), { recipe: 'supervised', seed, accuracy: 0.6 + index * 0.05 });
      await writeRun(join(folder, `sgan-${seed}`), { recipe: 'sgan', seed, accuracy: 0.9, grids: true });
    }
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('<th scope="row">supervised, mean</th><td>65.00 ± 5.00 %</td><td>35.00 ± 5.00 %</td><td></td><td>3 splits</td>');
    expect(html).toContain('<th scope="row">sgan, mean</th><td>90.00 ± 0.00 %</td>');
    const links = [...new Set(loaded(html))];
    expect(links).toHaveLength(6);
    for (const link of links) expectBalanced(await readFile(join(folder, link), 'utf8'));
  });

  it('averages no runs that differ, says in what they do, and names each with a curve of its own', async () => {
    await writeRun(join(folder, 'short'), { recipe: 'sgan', seed: 1, epochs: 4, accuracy: 0.6 });
    await writeRun(join(folder, 'long'), { recipe: 'sgan', seed: 2, epochs: 20, accuracy: 0.9 });
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('The runs of sgan differ in epochs (20, 4): they are not averaged.');
    expect(html).toContain('<th scope="row">sgan, epochs 4</th>');
    expect(html).not.toContain(', mean');
    for (const [index, name] of ['long', 'short'].entries()) expect(html).toMatch(new RegExp(`curve style${index}"[^>]*/></svg>${name}</span>`));
    await writeFile(join(folder, 'short/run.yaml'), 'recipe: sgan\nsize: 32\nbatch: 7\n');
    expect(await reportOf(folder)).toContain('differ in epochs (20, 4), batch (–, 7)');
  });

  it('says which run has no result', async () => {
    await writeRun(join(folder, 'supervised-1'), { recipe: 'supervised' });
    await mkdir(join(folder, 'sgan-1'));
    await writeFile(join(folder, 'sgan-1', 'events.jsonl'), eventsOfRun({ recipe: 'sgan' }).slice(0, 50).map((event) => `${JSON.stringify(event)}\n`).join(''));
    const html = await reportOf(folder);
    expectBalanced(html);
    expect(html).toContain('sgan-1 has no test result: dead: no process is running it, last event 2025-01-02 03:04 UTC.');
  });
});

describe('writeReport', () => {
  it('removes what a killed process was writing of the page, and nothing else', async () => {
    const run = join(folder, 'killed');
    await writeRun(run, { recipe: 'sgan', epochs: 2 });
    for (const name of ['report.html.77.tmp', 'test.json.77.tmp']) await writeFile(join(run, name), 'cut');
    await writeReport(run);
    expect((await readdir(run)).filter((name) => name.endsWith('.tmp'))).toEqual(['test.json.77.tmp']);
  });

  it.each([
    ['a folder that does not exist', 'none', /^There is no folder .*none\.$/],
    ['an empty folder', 'empty', /empty is not the folder of a run and contains none/],
    ['a file', 'file', /file is a file\. Name the folder of a run/],
  ])('refuses %s', async (_what, name, sentence) => {
    await mkdir(join(folder, 'empty'));
    await writeFile(join(folder, 'file'), '');
    const attempt = writeReport(join(folder, name));
    await expect(attempt).rejects.toThrow(WrongCommand);
    await expect(attempt).rejects.toThrow(sentence);
  });
});

describe('summarize', () => {
  it('takes the later event of an epoch that a resumed run repeated', async () => {
    const first = eventsOfRun({ recipe: 'sgan', epochs: 4 }).filter((event) => event.type !== 'run-end').slice(0, 35);
    const again = eventsOfRun({ recipe: 'sgan', epochs: 4, accuracy: 0.5 });
    const summary = await summarize([...first, ...again]);
    expect(summary.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(summary.epochs[0]?.val.accuracy).toBeLessThan(0.5);
    expect(summary.resumed).toBe(1);
    expect(summary.end?.test?.accuracy).toBe(0.5);
    expect(summary.waiting).toBeCloseTo(0.01);
  });

  it('finds the best epoch before the run ends', async () => {
    const summary = await summarize(eventsOfRun({ recipe: 'sgan', epochs: 10 }).filter((event) => event.type !== 'run-end'));
    expect(summary.best?.epoch).toBe(8);
    expect(summary.end).toBeUndefined();
  });
});

describe('numbers for people', () => {
  it('computes means and deviations', () => {
    expect(spread([1, 2, 3])).toEqual({ mean: 2, sd: 1 });
    expect(percentSpread([0.5])).toBe('50.00 %');
  });

  const results = (recipe: string, ...accuracies: readonly number[]) => ({ recipe, splits: accuracies.map((accuracy, seed) => ({ seed, accuracy })) });

  it('says of one split that it could be chance, for all it shows', () => {
    expect(describeGains([results('supervised', 0.6), results('sgan', 0.9)], 8400)).toEqual([
      'With 8,400 unlabelled pictures, sgan got 10.00 % of the test set wrong where supervised got 40.00 %, on one label split. More splits (--splits) would show whether that could be chance.',
    ]);
  });

  it('says whether the differences on the same splits could be chance', () => {
    // 75.0 ± 4.2 against 72.7 ± 2.4.
    expect(describeGains([results('supervised', 0.727, 0.751, 0.703), results('sgan', 0.75, 0.708, 0.792)], 1)[0]).toMatch(/: 2\.30 points fewer on average over 3 label splits \(95 % interval -\d+\.\d\d to \d+\.\d\d\)\. That could be chance\.$/);
    expect(describeGains([results('supervised', 0.6, 0.7, 0.65), results('sgan', 0.7, 0.79, 0.76)], 1)[0]).toMatch(/: 10\.00 points fewer .* \(95 % interval 7\.52 to 12\.48\)\. That is more than chance explains\.$/);
    expect(describeGains([results('supervised', 0.9, 0.9), results('sgan', 0.8, 0.8)], 1)[0]).toContain(': 10.00 points more on average over 2 label splits (95 % interval 10.00 to 10.00).');
    expect(describeGains([results('sgan', 0.9), results('supervised', 0.6)], 1), 'no baseline').toEqual([]);
  });
});

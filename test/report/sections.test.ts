import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportCsv, writeReport, type ReportOptions } from '../../src/report/index.js';
import { recipeTables } from '../../src/training/recipes/tables.js';
import { eventsOfRun, writeRun } from './write-run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-sections-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const reportOf = async (run: string, options?: ReportOptions): Promise<string> => readFile(await writeReport(run, options), 'utf8');

/** Returns the text of a section of a page, without its tags. */
const sectionOf = (html: string, id: string): string => (html.split(`<h2 id="${id}">`)[1] ?? '').split('</section>')[0]?.replaceAll(/<title>[^<]*<\/title>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim() ?? '';

/** Writes a run with a data folder of its own and predictions for four pictures of it. */
async function writeTested(run: string, data: string, about = `about:\n  data: ${data}\n`): Promise<void> {
  await writeRun(run, { recipe: 'sgan', epochs: 3 });
  await writeFile(join(run, 'run.yaml'), `recipe: sgan\nsize: 32\n${about}`);
  await mkdir(data, { recursive: true });
  const predictions = [['a.png', 'cat', 'cat', 0.99], ['b.png', 'cat', 'dog', 0.6], ['c.png', 'dog', 'cat', 0.9], ['d.png', 'dog', 'dog', 0.55]] as const;
  await writeFile(join(run, 'predictions.jsonl'), predictions.map(([path, own, predicted, confidence]) => `${JSON.stringify({ path, class: own, predicted, confidence })}\n`).join(''));
  for (const [path] of predictions) await sharp({ create: { width: 400, height: 300, channels: 3, background: '#c04020' } }).png().toFile(join(data, path));
}

describe('mistakes', () => {
  it('are shown as small pictures with what they are and were taken for, the surest first; then the least sure of the right ones', async () => {
    await writeTested(join(folder, 'run'), join(folder, 'data'));
    const html = await reportOf(join(folder, 'run'));
    const text = sectionOf(html, 'mistakes');
    expect(text).toBe('Mistakes 2 pictures of the test set were classified wrongly. The surest first: dog → cat 90.0 % cat → dog 60.0 % Right, but least sure dog 55.0 % cat 99.0 %');
    expect(html).toContain('alt="c.png: dog, predicted cat, 90.0 %"');
    const [, data = ''] = /<img src="data:image\/webp;base64,([^"]*)" alt="c.png/.exec(html) ?? [];
    expect(await sharp(Buffer.from(data, 'base64')).metadata()).toMatchObject({ width: 160, height: 120 });
    expect(sectionOf(html, 'calibration')).toContain('Expected calibration error (ECE)');
  });

  it('are found where the data was moved to together with the run, or where the caller says', async () => {
    await writeTested(join(folder, 'moved/run'), join(folder, 'moved/data'), 'about:\n  data: /gone\n  data-from-run: ../data\n');
    expect((await reportOf(join(folder, 'moved/run'))).match(/data:image\/webp/g)).toHaveLength(4);
    await writeTested(join(folder, 'run'), join(folder, 'elsewhere'), 'about:\n  data: /gone\n');
    const lost = await reportOf(join(folder, 'run'));
    expect(sectionOf(lost, 'mistakes')).toContain('4 pictures of the test set were not found or cannot be read. If the data was moved: whisker report run --data DIR .');
    expect(lost).not.toContain('data:image/webp');
    expect((await reportOf(join(folder, 'run'), { data: join(folder, 'elsewhere') })).match(/data:image\/webp/g)).toHaveLength(4);
  });

  it('never bring in a file from outside the data', async () => {
    await writeTested(join(folder, 'run'), join(folder, 'data'));
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#000' } }).png().toFile(join(folder, 'private.png'));
    for (const path of ['../private.png', join(folder, 'private.png')]) {
      await writeFile(join(folder, 'run/predictions.jsonl'), `${JSON.stringify({ path, class: 'cat', predicted: 'dog', confidence: 1 })}\n`);
      expect(await reportOf(join(folder, 'run'))).not.toContain('data:image/webp');
    }
  });

  it('of a run without predictions: the page says how to get them', async () => {
    await writeRun(join(folder, 'run'), { recipe: 'sgan', epochs: 3 });
    expect(sectionOf(await reportOf(join(folder, 'run')), 'mistakes')).toContain('whisker evaluate run --predictions run/predictions.jsonl writes it');
    await writeFile(join(folder, 'run/predictions.jsonl'), 'edited');
    expect(sectionOf(await reportOf(join(folder, 'run')), 'mistakes')).toContain('no predictions.jsonl');
  });
});

describe('the page of a run', () => {
  it('has each class with its scores', async () => {
    await writeRun(folder, { recipe: 'sgan', epochs: 3 });
    await writeFile(join(folder, 'test.json'), JSON.stringify({ accuracy: 0.9, loss: 0.4, count: 1000, classes: ['cat', 'dog'], confusion: [[450, 50], [40, 460]], perClass: [] }));
    expect(sectionOf(await reportOf(folder), 'test-set-by-class')).toContain('class pictures precision recall F1 cat 500 91.84 % 90.00 % 90.91 % dog 500 90.20 % 92.00 % 91.09 % mean 91.02 % 91.00 % 91.00 %');
  });

  it('tells starts, pauses, a crash and a resume in order, with the machine', async () => {
    const [start, ...rest] = eventsOfRun({ recipe: 'sgan', epochs: 2 });
    const machine = { processor: 'Abacus 9', cores: 3, memory: 8e9, system: 'Linux 6', node: '20.1.0' };
    const minute = (count: number) => Date.UTC(2025, 0, 2, 3, 4 + count);
    const pause = { v: 1, seq: 0, type: 'pause' as const };
    const events = [{ ...start, machine, time: minute(0) }, ...rest.slice(0, 3).map((event) => ({ ...event, time: minute(1) })), { ...pause, paused: true, time: minute(2) }, { ...pause, paused: false, time: minute(3) }, { ...start, machine, resumedAt: 2, time: minute(9) }, ...rest.map((event) => ({ ...event, time: minute(10) }))];
    await writeFile(join(folder, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const text = sectionOf(await reportOf(folder), 'machine-and-history');
    expect(text).toContain('Abacus 9 · 3 cores · 8.0 GB of memory · Linux 6 · Node 20.1.0');
    expect(text.split('what happened')[1]).toBe([
      ' 2025-01-02 03:04 UTC 0.00 s started', '2025-01-02 03:06 UTC 2 min 00 s paused', '2025-01-02 03:07 UTC 3 min 00 s continued',
      '2025-01-02 03:07 UTC 3 min 00 s stopped without an end: it was killed, or the machine went down', '2025-01-02 03:13 UTC 9 min 00 s resumed after step 2', '2025-01-02 03:14 UTC 10 min 00 s done',
    ].join(' '));
  });

  it('folds away all but a few warnings', async () => {
    const [start] = eventsOfRun({ recipe: 'sgan' });
    const warnings = Array.from({ length: 8 }, (_, index) => ({ v: 1, seq: index + 1, time: 0, type: 'log', level: 'warning', message: `warning ${index}` }));
    await writeFile(join(folder, 'events.jsonl'), [start, ...warnings].map((event) => `${JSON.stringify(event)}\n`).join(''));
    const [before = '', after = ''] = (await reportOf(folder)).split('<summary>3 more warnings</summary>');
    expect(before.match(/>warning \d</g)).toHaveLength(5);
    expect(after.match(/>warning \d</g)).toHaveLength(3);
  });

  it('says in what the options differ from the nearest preset', async () => {
    await writeRun(folder, { recipe: 'sgan', epochs: 3 });
    await writeFile(join(folder, 'run.yaml'), 'recipe: sgan\nsize: 48\nmodel: convnet\ngenerator-width: 16\n');
    expect(sectionOf(await reportOf(folder, { recipes: recipeTables() }), 'options')).toMatch(/^Options The nearest preset is tiny . These options differ from it: option this run tiny size 48 32 run\.yaml/);
  });

  it('offers all epochs as a file', async () => {
    await writeRun(folder, { recipe: 'sgan', epochs: 300, stepsPerEpoch: 2 });
    const html = await reportOf(folder);
    const [, name, href = ''] = /<a download="([^"]*)" href="data:text\/csv;charset=utf-8,([^"]*)"/.exec(html) ?? [];
    expect(name).toMatch(/-epochs\.csv$/);
    const table = decodeURIComponent(href);
    expect(table).toBe(await reportCsv(folder));
    expect(table.split('\n')).toHaveLength(302);
    expect(table).toMatch(/^epoch,step,val_accuracy,val_loss,loss_labelled,loss_unlabelled,loss_generated,loss_generator,learning_rate,trained_on_per_second,seconds,best\n1,2,/);
    expect(sectionOf(html, 'epochs')).toContain('200 of 300 epochs.');
  });

  it('has the accuracy of each class, the confusion matrix of the best epoch before the test, and the learning rate', async () => {
    const [first, ...rest] = eventsOfRun({ recipe: 'sgan', epochs: 3 }).slice(0, -1);
    const events = [first, ...rest.map((event) => (event.type === 'epoch' ? { ...event, perClass: [event.epoch / 4, null], confusion: [[event.epoch, 1], [2, 3]], learningRate: 0.1 / event.epoch } : event))];
    await writeFile(join(folder, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const html = await reportOf(folder);
    expect(html).toContain('<title>epoch 2\ncat 50.00 %</title>');
    expect(html).toContain('<title>epoch 2\nlearning rate 0.05</title>');
    expect(sectionOf(html, 'validation-set-by-class')).toMatch(/The weights of epoch 3\. Precision.* cat 3 1 dog 2 3$/);
    expect((await reportCsv(folder)).split('\n')[1]).toMatch(/,0\.25,,0\.1,1920,/);
  });

  it('draws the speed over the steps', async () => {
    await writeRun(folder, { recipe: 'sgan', epochs: 3 });
    const html = await reportOf(folder);
    expect(sectionOf(html, 'speed')).toContain('Images a second');
    expect(html).toMatch(/<title>step 7\nwaiting 1\.00 %<\/title>/);
  });
});

describe('the page of several runs', () => {
  it('has the differences on each split, curves with bands, the sum of the confusion matrices, and accuracy over labels', async () => {
    for (const labels of [20, 200]) {
      for (const seed of [1, 2]) {
        for (const recipe of ['supervised', 'sgan']) {
          const run = join(folder, `${recipe}-${labels}-${seed}`);
          await writeRun(run, { recipe, seed, epochs: 4, accuracy: (recipe === 'sgan' ? 0.8 : 0.6) + labels / 2000 + seed / 100 });
          const log = await readFile(join(run, 'events.jsonl'), 'utf8');
          await writeFile(join(run, 'events.jsonl'), log.replaceAll('"labelled":100', `"labelled":${labels}`));
          await writeFile(join(run, 'run.yaml'), `recipe: ${recipe}\nlabels: ${labels}\nabout:\n  split: ${labels}/${seed}\n`);
          await writeFile(join(run, 'test.json'), JSON.stringify({ accuracy: 1, loss: 0, count: 10, classes: ['cat', 'dog'], confusion: [[4, 1], [0, 5]] }));
        }
      }
    }
    const html = await reportOf(folder);
    expect(html).not.toMatch(/NaN|undefined/);
    expect(sectionOf(html, 'results')).toContain('The runs of sgan differ in labels (20, 200): they are not averaged.');
    expect(sectionOf(html, 'results')).toContain('sgan, labels 20, mean');
    expect(html.match(/<polygon class="band/g)).toHaveLength(4 + 2);
    const differences = sectionOf(html, 'differences');
    // Of each number of labels, on its own splits.
    expect(differences).toContain('sgan, labels 20 against supervised, labels 20 +20.00 points (+20.00 to +20.00)');
    expect(differences).toContain('sgan, labels 200 against supervised, labels 200 +20.00 points (+20.00 to +20.00)');
    expect(html).toContain('<title>labels 200\n');
    expect(html).toMatch(/aria-label="Test accuracy\. supervised: from 62\.50 % to 71\.50 %; sgan: from 82\.50 % to 91\.50 %\."/);
    expect(sectionOf(html, 'confusion-matrices')).toContain('supervised, labels 20, 2 runs true \\ predicted cat dog cat 8 2 dog 0 10');
  });

  it('holds two classifiers of one split against each other on the pictures', async () => {
    for (const [recipe, right] of [['supervised', 2], ['sgan', 9]] as const) {
      await writeRun(join(folder, recipe), { recipe, epochs: 3 });
      await writeFile(join(folder, recipe, 'predictions.jsonl'), Array.from({ length: 10 }, (_, index) => `${JSON.stringify({ path: `${index}.png`, class: 'cat', predicted: index < right ? 'cat' : 'dog', confidence: 0.9 })}\n`).join(''));
    }
    expect(sectionOf(await reportOf(folder), 'differences')).toContain('sgan against supervised +0.00 points; right here alone 7, there alone 0 (p 0.016)');
  });

  it('keeps more curves than colours apart, by marks', async () => {
    for (let size = 1; size <= 8; size += 1) {
      const run = join(folder, `run-${size}`);
      await writeRun(run, { recipe: 'sgan', epochs: 4 });
      await writeFile(join(run, 'run.yaml'), `recipe: sgan\nbatch: ${size}\n`);
    }
    const keys = [...(await reportOf(folder)).matchAll(/class="key" aria-hidden="true">(.*?)<\/svg>/g)].map(([, key]) => key);
    expect(keys).toHaveLength(8);
    expect(new Set(keys).size).toBe(8);
  });
});

describe('CSV', () => {
  it('has a row for each run of a folder, with its state', async () => {
    await writeRun(join(folder, 'a, "b"'), { recipe: 'sgan', seed: 3 });
    await mkdir(join(folder, 'dead'));
    await writeFile(join(folder, 'dead/events.jsonl'), eventsOfRun({ recipe: 'sgan' }).slice(0, 30).map((event) => `${JSON.stringify(event)}\n`).join(''));
    const rows = (await reportCsv(folder)).trimEnd().split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[0]).toBe('run,state,recipe,model,size,seed,labelled,unlabelled,val,test,epochs,best_epoch,val_accuracy,val_loss,test_accuracy,test_loss,seconds,started');
    expect(rows[1]).toBe('"a, ""b""",done,sgan,convnet,32,3,100,8400,500,1000,20,16,0.891,0.42,0.9,0.4321,44,2025-01-02T03:04:00.000Z');
    expect(rows[2]).toMatch(/^dead,dead,sgan,convnet,32,1,100,8400,500,1000,2,2,0\.\d+,[\d.]+,,,,2025/);
  });
});

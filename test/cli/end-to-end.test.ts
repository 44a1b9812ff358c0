import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSplit } from '../../src/dataset/index.js';
import { writePictures } from '../training/pictures.js';
import { here as inProcess } from './here.js';
import { whisker, type Ended } from './whisker.js';

// Runs every command at least once in a process of its own, on 60 real pictures and with the smallest networks.
const SMALL = '--preset tiny --batch 8 --width 4 --generator-width 4 --noise 6 --workers 1 --seed 3'.split(' ');
const SIZES = '--labels 6 --val 10 --test 12'.split(' ');

let folder: string;
const typed = (words: string, ...more: readonly string[]): Promise<Ended> => whisker([...words.split(' '), ...more], { cwd: folder });
const here = (words: string, ...more: readonly string[]): Promise<Ended> => inProcess([...words.split(' '), ...more], { cwd: folder });
const scores = z.object({ accuracy: z.number(), loss: z.number(), count: z.number() });
const trained = z.strictObject({ run: z.string(), outcome: z.string(), seconds: z.number(), best: z.object({ epoch: z.number(), val: scores }), test: scores });
const predicted = z.union([
  z.strictObject({ path: z.string(), class: z.string(), confidence: z.number(), logits: z.array(z.number()) }),
  z.strictObject({ path: z.string(), error: z.string() }),
]);
const linesOf = (out: string): z.infer<typeof predicted>[] => out.trimEnd().split('\n').map((line) => predicted.parse(JSON.parse(line)));

let training: Ended;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-end-to-end-'));
  await writePictures(join(folder, 'pictures'), 30);
  const split = await here('split pictures --out split.json --seed 3', ...SIZES);
  expect(split).toMatchObject({ code: 0 });
  training = await typed('train pictures --split split.json --out run --recipe sgan --epochs 2 --json', ...SMALL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('train', () => {
  it('prints one JSON object on standard output, and the progress on standard error', () => {
    expect(training).toMatchObject({ code: 0 });
    const result = trained.parse(JSON.parse(training.out));
    expect(result).toMatchObject({ run: 'run', outcome: 'done', test: { count: 12 }, best: { val: { count: 10 } } });
    expect(training.err).toContain('sgan · convnet at 32 px · 2 classes: a, b');
    expect(training.err.match(/^epoch [12]\/2 /gm)).toHaveLength(2);
    expect(training.err).toMatch(/^An epoch takes about \d.* s, the rest of the run about \d.*\.$/m);
  });

  it('leaves a folder that explains itself', async () => {
    expect((await readdir(join(folder, 'run'))).sort()).toEqual(['checkpoints', 'events.jsonl', 'predictions.jsonl', 'run.yaml', 'samples', 'sizes.jsonl', 'split.json', 'tensorboard', 'test.json']);
    expect((await readdir(join(folder, 'run/samples'))).sort()).toEqual(['epoch-0001.png', 'epoch-0002.png', 'views-0001.png', 'views-0002.png']);
  });

  it.each([
    ['a folder that is already a run', 'train pictures --split split.json --out run', 'run exists and is not empty.'],
    ['to resume a finished run', 'train --resume run', 'The run in run is done'],
    ['sizes together with a split file', 'train pictures --split split.json --labels 4 --out other', 'The file of --split already divides the samples; it cannot be combined with --labels.'],
    ['options together with --resume', 'train --resume run --epochs 3 --quiet --config x.yaml', 'it cannot be combined with --epochs, --config.'],
    ['weights of a network of another width', 'train pictures --split split.json --preset tiny --width 5 --weights run/checkpoints/best/classifier.safetensors --out other', 'does not fit the network: conv1.weight is [4, 3, 3, 3], not [5, 3, 3, 3]'],
    ['weights that do not exist', 'train pictures --split split.json --weights none.safetensors --out other', 'none.safetensors cannot be read: ENOENT'],
    ['a folder that does not exist', 'train none --out other', 'none'],
  ])('refuses %s', async (_what, words, sentence) => {
    const { code, out, err } = await here(words);
    expect(err).toContain(sentence);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });
});

describe('evaluate and predict', () => {
  it('give the same results in processes of their own as training did', async () => {
    const split = await readSplit(join(folder, 'split.json'));
    const pictures = split.test.map(({ path }) => join('pictures', path));
    const [evaluated, classified] = await Promise.all([typed('evaluate run --json'), typed('predict run --json', ...pictures)]);
    expect(evaluated).toMatchObject({ code: 0, err: '' });
    expect(classified).toMatchObject({ code: 0, err: '' });
    const { test } = trained.parse(JSON.parse(training.out));
    const { accuracy, loss, count } = scores.parse(JSON.parse(evaluated.out));
    expect({ accuracy, count }).toEqual({ accuracy: test.accuracy, count: test.count });
    expect(loss).toBeCloseTo(test.loss, 5);
    const lines = linesOf(classified.out);
    expect(lines.map(({ path }) => path)).toEqual(pictures);
    // Those of another set, in a file.
    expect(await here('evaluate run --set val --predictions val.jsonl --json')).toMatchObject({ code: 0 });
    const own = (await readFile(join(folder, 'val.jsonl'), 'utf8')).trimEnd().split('\n').map((line) => z.object({ path: z.string(), class: z.string() }).parse(JSON.parse(line)));
    expect(own.map(({ path }) => path)).toEqual(split.val.map(({ path }) => path));
    expect((await here('evaluate run --predictions none/val.jsonl')).err).toMatch(/The predictions cannot be written to none\/val\.jsonl: /);
    // The same to the last bit, from the build and from the source.
    expect((await here('predict run --json', ...pictures)).out).toBe(classified.out);
    const right = lines.filter((line, index) => 'class' in line && line.class === split.classes[split.test[index]?.class ?? -1]);
    expect(right.length / lines.length).toBe(test.accuracy);
  });

  it('an unreadable picture costs a line and the exit code, and the others are classified', async () => {
    await writeFile(join(folder, 'torn.jpg'), 'no picture');
    const { code, out } = await here('predict run torn.jpg pictures/b gone.png pictures/a/000.png --json');
    const lines = linesOf(out);
    expect(code).toBe(1);
    expect(lines).toHaveLength(33);
    expect(lines.flatMap((line, index) => ('error' in line ? [[index, line.path]] : []))).toEqual([[0, 'torn.jpg'], [31, 'gone.png']]);
    expect(lines[32]).toMatchObject({ path: 'pictures/a/000.png' });
    const words = await here('predict run torn.jpg pictures/a/000.png');
    expect(words.code).toBe(1);
    expect(words.out).toMatch(/^pictures\/a\/000\.png\t[ab]\t\d+\.\d\d %\n$/);
    expect(words.err).toMatch(/^torn\.jpg: .+\n$/);
  });

  it('end silently when the reader is gone', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url)), 'predict', 'run', 'pictures'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect(await text(child.stderr)).toBe('');
  });

  it('print as text what they print as JSON', async () => {
    const { code, out } = await here('evaluate run --set val');
    expect(code).toBe(0);
    expect(out).toMatch(/^accuracy \d+\.\d\d %, loss [\d.]+, 10 pictures\n/);
  });

  it('refuse a folder that is not a run', async () => {
    for (const words of ['evaluate pictures', 'predict pictures torn.jpg']) expect(await here(words)).toMatchObject({ code: 2, out: '' });
  });
});

describe('compare', () => {
  it('prints a table and writes a report; a second call shows them without training again', async () => {
    const words = 'compare pictures --splits 2 --out runs --sgan.epochs 1 --supervised.epochs 1';
    const first = await here(words, ...SMALL, ...SIZES);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/^supervised +2 +\d+\.\d\d ± \d+\.\d\d %/m);
    expect(first.out).toMatch(/^sgan +2 /m);
    expect(first.out).toContain('With 32 unlabelled pictures, sgan got');
    expect(await readFile(join(folder, 'runs/report.html'), 'utf8')).toContain('sgan, mean');
    const again = await here(words, ...SMALL, ...SIZES, '--json');
    expect(again.code).toBe(0);
    expect(again.err).toBe('done before: supervised-3, supervised-4, sgan-3, sgan-4\n');
    expect(JSON.parse(again.out)).toMatchObject({ folder: 'runs', rows: [{ recipe: 'supervised' }, { recipe: 'sgan' }] });
  });
});

describe('Ctrl-C', () => {
  const endless = ['train', 'pictures', '--split', 'split.json', '--epochs', '100000', ...SMALL];

  it('once writes a checkpoint and ends with 130, the run resumes from there, and twice ends it at once', async () => {
    let sent = false;
    const { code, out, err } = await whisker([...endless, '--out', 'stopped'], {
      cwd: folder,
      watch: (written, child) => {
        if (sent || !/^epoch 2\//m.test(written.replaceAll(/ +(\d+\/)/g, ' $1').replaceAll(',', ''))) return;
        sent = true;
        child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(err).toContain('Press Ctrl-C again to end at once.');
    expect(out).toMatch(/^interrupted in .* after step \d+; the checkpoint is written\n/);
    expect(out).toContain('whisker train --resume stopped');
    const step = Number(/after step (\d+)/.exec(out)?.[1]);
    let interrupts = 0;
    const resumed = await whisker(['train', '--resume', 'stopped'], {
      cwd: folder,
      watch: (written, child) => {
        if (interrupts === 0 && written.includes('resumed after step')) interrupts = Number(child.kill('SIGINT'));
        else if (interrupts === 1 && written.includes('Press Ctrl-C again')) interrupts += Number(child.kill('SIGINT'));
      },
    });
    expect(resumed.err).toContain(`resumed after step ${step}\n`);
    expect({ code: resumed.code, interrupts }).toEqual({ code: 130, interrupts: 2 });
  });
});

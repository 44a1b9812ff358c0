import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSplit } from '../../src/dataset/index.js';
import { emptyFolder, folderOf } from '../dataset/folder.js';
import { here } from './here.js';

const pets = () => folderOf(...Array.from({ length: 12 }, (_, i) => [`cat_${i}.jpg`, `dog.${i}.jpg`]).flat());
const sizes = '--labels 4 --val 6 --test 4 --seed 1'.split(' ');

describe('whisker split', () => {
  test('writes the file, and prints its contents and the next command', async () => {
    const data = await pets();
    const out = join(await emptyFolder(), 'my split.json');
    const { code, out: printed, err } = await here(['split', data, ...sizes, '--out', out, '--quiet'], { isTTY: true });
    expect(code).toBe(0);
    expect(await readSplit(out)).toMatchObject({ root: data, classes: ['cat', 'dog'], seed: 1 });
    expect(printed.split('\n')).toEqual([
      '24 samples of 2 classes, seed 1',
      '          labelled   val   test   unlabelled',
      '  cat            2     3      2',
      '  dog            2     3      2',
      '  total          4     6      4           10',
      `  split  '${out}'`,
      `  next   whisker train ${data} --split '${out}'`,
      '',
    ]);
    expect(err).toBe('');
  });

  test('prints to standard error when the output is a pipe', async () => {
    const { code, out, err } = await here(['split', await pets(), ...sizes, '--out', join(await emptyFolder(), 's.json')]);
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(err).toContain('24 samples of 2 classes');
  });

  test('--json prints one object, and nothing else', async () => {
    const data = await pets();
    const out = join(await emptyFolder(), 'split.json');
    const { code, out: json, err } = await here(['split', data, ...sizes, '--out', out, '--json']);
    expect(code).toBe(0);
    expect(json.endsWith('}\n')).toBe(true);
    expect(JSON.parse(json)).toEqual({
      path: out,
      root: data,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      seed: 1,
      classes: ['cat', 'dog'],
      counts: { labelled: 4, val: 6, test: 4, unlabelled: 10 },
      perClass: [{ class: 'cat', labelled: 2, val: 3, test: 2 }, { class: 'dog', labelled: 2, val: 3, test: 2 }],
    });
    expect(err).toBe('');
  });

  test('keeps an edited file, and accepts the same split again', async () => {
    const data = await pets();
    const out = join(await emptyFolder(), 'split.json');
    const again = () => here(['split', data, ...sizes, '--out', out]);
    expect(await again()).toMatchObject({ code: 0 });
    expect(await again()).toMatchObject({ code: 0 });
    const edited = (await readFile(out, 'utf8')).replace('"seed": 1', '"seed": 9');
    await writeFile(out, edited);
    expect(await again()).toEqual({ code: 2, out: '', err: expect.stringMatching(/has another split\. Delete it, or name another with --out/) });
    expect(await readFile(out, 'utf8')).toBe(edited);
  });

  test('warns when no sample is unlabelled', async () => {
    const { code, err } = await here(['split', await pets(), '--labels', '8', '--val', '8', '--test', '8', '--out', join(await emptyFolder(), 's.json')]);
    expect(code).toBe(0);
    expect(err).toMatch(/No sample is unlabelled/);
  });

  test.each([
    ['fewer samples than labels', ['cat/1.jpg', 'cat/2.jpg', 'dog/1.jpg', 'dog/2.jpg'], /Class "cat" has 2 samples, but the split needs \d+/],
    ['one class only', ['cat/1.jpg', 'unlabelled/2.jpg'], /only 1 class \("cat"\); at least 2 are needed/],
    ['no pictures', ['cat/notes.txt'], /has no pictures/],
  ])('%s: nothing is written', async (_, paths, reason) => {
    const out = join(await emptyFolder(), 'split.json');
    expect(await here(['split', await folderOf(...paths), ...sizes, '--out', out])).toEqual({ code: 2, out: '', err: expect.stringMatching(reason) });
    await expect(readFile(out)).rejects.toThrow(/ENOENT/);
  });

  test('sends no control character of a name to the terminal, and breaks no line at one', async () => {
    const odd = ['c\u001B[31mat', 'do\ng'];
    const data = await folderOf(...odd.flatMap((name) => Array.from({ length: 12 }, (_, i) => `${name}/${i}.jpg`)), 'do\ng/\u009b.txt');
    const out = join(await emptyFolder(), 'a\nb.json');
    const { code, out: printed } = await here(['split', data, ...sizes, '--out', out, '--quiet'], { isTTY: true });
    expect(code).toBe(0);
    expect(printed).toContain(String.raw`  c\u001b[31mat`);
    expect(printed).toContain(String.raw`  do\ng`);
    expect(printed).toContain(String.raw`a\nb.json`);
    // eslint-disable-next-line no-control-regex
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    const { err } = await here(['train', join(data, 'c\u001B[31mat')]);
    // eslint-disable-next-line no-control-regex
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(err).toContain(String.raw`c\u001b[31mat`);
  });

  test('says what was left out, also with --quiet', async () => {
    const data = await folderOf(...Array.from({ length: 12 }, (_, i) => [`cat/${i}.jpg`, `dog/${i}.jpg`, `bird/${i}.heic`]).flat());
    const { code, err } = await here(['split', data, ...sizes, '--out', join(await emptyFolder(), 's.json'), '--quiet']);
    expect(code).toBe(0);
    expect(err).toContain('1 folder has no picture and names no class: "bird".\n12 files were left out');
  });

  test('ends with 130 when it is interrupted', async () => {
    const out = join(await emptyFolder(), 'split.json');
    expect(await here(['split', await pets(), ...sizes, '--out', out], { signal: AbortSignal.abort() })).toMatchObject({ code: 130 });
    await expect(readFile(out)).rejects.toThrow(/ENOENT/);
  });
});

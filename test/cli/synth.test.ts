import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scanDataset } from '../../src/dataset/index.js';
import { emptyFolder, folderOf } from '../dataset/folder.js';
import { here } from './here.js';

describe('whisker synth', () => {
  test('--digits writes digits in folders, and does it once', async () => {
    const dir = join(await emptyFolder(), 'some digits');
    const first = await here(['synth', dir, '--digits', '--count', '500'], { isTTY: true });
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^500 pictures of digits in '.*some digits', written in [\d.]+ s\n {2}next {3}whisker split '.*some digits'\n$/);
    expect(first.err).toMatch(/\d+\/500 pictures {2}[\d.,]+ a second {2}\d+ s left/);
    expect(first.err.startsWith('\r\u001B[K')).toBe(true);
    expect(first.err.endsWith('\r\u001B[K')).toBe(true);
    expect((await scanDataset(dir)).samples).toHaveLength(500);
    expect(await here(['synth', dir, '--digits', '--count', '500'])).toEqual({ code: 0, out: '', err: expect.stringMatching(/already there/) });
  });

  test('draws pets with their class in the file name, and does it once', async () => {
    const dir = await emptyFolder();
    const draw = (...words: string[]) => here(['synth', dir, '--count', '4', ...words]);
    const first = await draw('--seed', '5', '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toEqual({ path: dir, kind: 'pets', count: 4, written: 4, seconds: expect.any(Number) });
    const { classes, samples } = await scanDataset(dir);
    expect(classes).toEqual(['cat', 'dog']);
    expect(samples.map((sample) => sample.class).toSorted()).toEqual([0, 0, 1, 1]);
    expect(JSON.parse((await draw('--seed', '5', '--json')).out)).toMatchObject({ written: 0 });
    expect((await draw('--seed', '6')).err).toMatch(/was made for 4 pets of seed 5, 300 to 500 px, not for 4 pets of seed 6/);
  });

  test.each([true, false])('writes nothing into a folder with other files (digits: %s)', async (digits) => {
    const dir = await folderOf('holiday.jpg');
    expect(await here(['synth', dir, '--count', '4', ...(digits ? ['--digits'] : [])])).toMatchObject({ code: 2, out: '' });
    expect(await readdir(dir)).toEqual(['holiday.jpg']);
  });

  test.each([true, false])('ends with 130 when it is interrupted (digits: %s)', async (digits) => {
    const words = ['synth', join(await emptyFolder(), 'new'), '--count', '4', ...(digits ? ['--digits'] : [])];
    expect(await here(words, { signal: AbortSignal.abort() })).toMatchObject({ code: 130 });
  });
});

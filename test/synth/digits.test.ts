import { readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { AVAILABLE } from '../../src/synth/digits.js';
import { digits, openDataset, type Progress } from '../../src/dataset/index.js';
import { emptyFolder, folderOf, put } from '../dataset/folder.js';

const require = createRequire(import.meta.url);

/** The package's own numbers for a digit: 784 shares of 255 a picture. */
function source(digit: number): readonly number[] {
  const file: unknown = require(`mnist/src/digits/${digit}.json`);
  if (typeof file !== 'object' || file === null || !('data' in file) || !Array.isArray(file.data)) throw new TypeError('no digits');
  return file.data;
}

describe('digits', () => {
  test('are a dataset of ten classes, each picture with the pixels of the package', async () => {
    const folder = join(await emptyFolder(), 'new', 'digits');
    const told: Progress[] = [];
    expect(await digits(folder, { count: 57, onProgress: (progress) => told.push(progress) })).toMatchObject({ count: 57, written: 57 });
    const dataset = await openDataset(folder);
    expect(dataset.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(dataset.classes.map((_, i) => dataset.samples.filter((sample) => sample.class === i).length)).toEqual([6, 6, 6, 6, 6, 6, 6, 5, 5, 5]);

    for (const path of ['0/0000.png', '3/0005.png', '9/0004.png']) {
      expect(await sharp(join(folder, path)).metadata()).toMatchObject({ format: 'png', width: 28, height: 28, channels: 1, depth: 'uchar' });
      const data = await sharp(join(folder, path)).toColourspace('b-w').raw().toBuffer();
      expect(data).toHaveLength(784);
      const start = Number(path.slice(2, 6)) * 784;
      const expected = source(Number(path[0])).slice(start, start + 784);
      expect(Math.max(...expected.map((share, i) => Math.abs((data[i] ?? 0) / 255 - share)))).toBeLessThan(0.0011);
      expect(Math.max(...data)).toBeGreaterThan(200);
    }
    expect(told.map((progress) => progress.done)).toEqual(Array.from({ length: 57 }, (_, i) => i + 1));
    expect(told.at(-1)).toMatchObject({ total: 57, secondsLeft: 0 });
    expect(told[9]?.perSecond).toBeGreaterThan(0);
    expect(told[9]?.secondsLeft).toBeCloseTo(47 / (told[9]?.perSecond ?? 0), 6);
  });

  test('are 10,000 in the package, as many of each as is counted on', () => {
    expect(AVAILABLE.map((_, digit) => source(digit).length / 784)).toEqual([...AVAILABLE]);
    expect(AVAILABLE.reduce<number>((sum, count) => sum + count, 0)).toBe(10_000);
  });

  test('that are there are not written again; those that are lost are', async () => {
    const folder = await emptyFolder();
    await digits(folder, { count: 20 });
    const { mtimeMs } = await stat(join(folder, '4', '0001.png'));
    expect(await digits(folder, { count: 20 })).toEqual({ count: 20, written: 0, seconds: 0 });
    expect((await stat(join(folder, '4', '0001.png'))).mtimeMs).toBe(mtimeMs);
    await rm(join(folder, '4', '0001.png'));
    expect(await digits(folder, { count: 20 })).toMatchObject({ written: 20 });
    expect((await openDataset(folder)).samples).toHaveLength(20);
  });

  test('that were interrupted are written to the end by the next call', async () => {
    const folder = await emptyFolder();
    const abort = new AbortController();
    const interrupted = digits(folder, { count: 100, signal: abort.signal, onProgress: ({ done }) => done === 25 && abort.abort() });
    await expect(interrupted).rejects.toThrow(/abort/i);
    expect((await openDataset(folder)).samples.length).toBeLessThan(100);
    expect(await digits(folder, { count: 100 })).toMatchObject({ count: 100, written: 100 });
    expect((await openDataset(folder)).samples).toHaveLength(100);
  });

  test('go into no folder that holds anything else', async () => {
    const folder = await folderOf('holiday.jpg');
    await expect(digits(folder, { count: 20 })).rejects.toThrow(/holds files that whisker synth did not write\. Name a new or empty folder/);
    expect(await readdir(folder)).toEqual(['holiday.jpg']);

    const other = await emptyFolder();
    await digits(other, { count: 20 });
    await expect(digits(other, { count: 30 })).rejects.toThrow(/was made for 20 digits, and 30 digits are asked for/);

    const file = join(await emptyFolder(), 'file');
    await put(file, 'text');
    await expect(digits(file, { count: 20 })).rejects.toThrow(WrongCommand);
    await expect(digits(join(file, 'inside'), { count: 20 })).rejects.toThrow(/cannot be made or written to/);
  });

  test.each([0, -1, 1.5, 10_001, Number.NaN])('are not written %d times', async (count) => {
    await expect(digits(await emptyFolder(), { count })).rejects.toThrow(WrongCommand);
  });
});

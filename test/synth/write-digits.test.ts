import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { WrongCommand, type Progress } from '../../src/config/index.js';
import { scanDataset } from '../../src/dataset/index.js';
import { writeDigits } from '../../src/synth/index.js';
import { AVAILABLE } from '../../src/synth/write-digits.js';
import { emptyFolder, folderOf, put } from '../dataset/folder.js';

const pixels = brotliDecompressSync(await readFile(new URL('../../vendor/mnist/digits.br', import.meta.url)));
const first = AVAILABLE.map((_, digit) => AVAILABLE.slice(0, digit).reduce<number>((sum, count) => sum + count, 0));

describe('writeDigits', () => {
  test('writes a dataset of ten classes whose pictures have the pixels of the file', async () => {
    const folder = join(await emptyFolder(), 'new', 'digits');
    const reported: Progress[] = [];
    expect(await writeDigits(folder, { count: 57, onProgress: (progress) => reported.push(progress) })).toMatchObject({ count: 57, written: 57 });
    const dataset = await scanDataset(folder);
    expect(dataset.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(dataset.classes.map((_, i) => dataset.samples.filter((sample) => sample.class === i).length)).toEqual([6, 6, 6, 6, 6, 6, 6, 5, 5, 5]);

    for (const path of ['0/0000.png', '3/0005.png', '9/0004.png']) {
      expect(await sharp(join(folder, path)).metadata()).toMatchObject({ format: 'png', width: 28, height: 28, channels: 1, depth: 'uchar' });
      const data = await sharp(join(folder, path)).toColourspace('b-w').raw().toBuffer();
      expect(data).toHaveLength(784);
      const start = ((first[Number(path[0])] ?? 0) + Number(path.slice(2, 6))) * 784;
      expect(data.equals(pixels.subarray(start, start + 784))).toBe(true);
      expect(Math.max(...data)).toBeGreaterThan(200);
    }
    expect(reported.map((progress) => progress.done)).toEqual(Array.from({ length: 57 }, (_, i) => i + 1));
    expect(reported.at(-1)).toMatchObject({ total: 57, secondsLeft: 0 });
    expect(reported[9]?.perSecond).toBeGreaterThan(0);
    expect(reported[9]?.secondsLeft).toBeCloseTo(47 / (reported[9]?.perSecond ?? 0), 6);
  });

  test('has the 10,000 digits of the package mnist, pixel by pixel', () => {
    expect(AVAILABLE.reduce<number>((sum, count) => sum + count, 0)).toBe(10_000);
    expect(pixels).toHaveLength(10_000 * 784);
    // Of Math.round(share * 255) for each share in src/digits/0.json to 9.json of mnist 1.1.0.
    expect(createHash('sha256').update(pixels).digest('hex')).toBe('0768d16c5adea568dee18fa5e4e1acb117e9ec2c5d6b1dffe5fc29c1e61c1eca');
  });

  test('writes nothing if all pictures are there, and all of them if one is lost', async () => {
    const folder = await emptyFolder();
    await writeDigits(folder, { count: 20 });
    const { mtimeMs } = await stat(join(folder, '4', '0001.png'));
    expect(await writeDigits(folder, { count: 20 })).toEqual({ count: 20, written: 0, seconds: 0 });
    expect((await stat(join(folder, '4', '0001.png'))).mtimeMs).toBe(mtimeMs);
    await rm(join(folder, '4', '0001.png'));
    expect(await writeDigits(folder, { count: 20 })).toMatchObject({ written: 20 });
    expect((await scanDataset(folder)).samples).toHaveLength(20);
  });

  test('completes what an interrupted call began', async () => {
    const folder = await emptyFolder();
    const abort = new AbortController();
    const interrupted = writeDigits(folder, { count: 100, signal: abort.signal, onProgress: ({ done }) => done === 25 && abort.abort() });
    await expect(interrupted).rejects.toThrow(/abort/i);
    expect((await scanDataset(folder)).samples.length).toBeLessThan(100);
    expect(await writeDigits(folder, { count: 100 })).toMatchObject({ count: 100, written: 100 });
    expect((await scanDataset(folder)).samples).toHaveLength(100);
  });

  test('refuses a folder with other files, and a file', async () => {
    const folder = await folderOf('holiday.jpg');
    await expect(writeDigits(folder, { count: 20 })).rejects.toThrow(/is not empty \(it has "holiday\.jpg"\)\. Name a new or empty one/);
    expect(await readdir(folder)).toEqual(['holiday.jpg']);

    const other = await emptyFolder();
    await writeDigits(other, { count: 20 });
    await expect(writeDigits(other, { count: 30 })).rejects.toThrow(/was made for 20 digits, not for 30 digits/);

    const file = join(await emptyFolder(), 'file');
    await put(file, 'text');
    await expect(writeDigits(file, { count: 20 })).rejects.toThrow(WrongCommand);
    await expect(writeDigits(join(file, 'inside'), { count: 20 })).rejects.toThrow(/is a file/);
  });

  test.each([0, -1, 1.5, 10_001, Number.NaN])('refuses to write %d pictures', async (count) => {
    await expect(writeDigits(await emptyFolder(), { count })).rejects.toThrow(WrongCommand);
  });
});

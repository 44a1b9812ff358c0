import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { synthCommand } from '../../src/cli/synth.js';
import { WrongCommand } from '../../src/config/index.js';
import { openDataset } from '../../src/dataset/index.js';
import { emptyFolder, folderOf } from '../dataset/folder.js';

function listen(isTTY = false, signal = new AbortController().signal) {
  const stream = () => Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 80 });
  const [out, err] = [stream(), stream()];
  const text = (from: PassThrough) => String(from.read() ?? '');
  return { io: { out, err, signal, env: {} }, out: () => text(out), err: () => text(err) };
}

describe('whisker synth', () => {
  test('--digits writes digits in folders, and does it once', async () => {
    const dir = join(await emptyFolder(), 'some digits');
    const first = listen(true);
    expect(await synthCommand(dir, { digits: true, count: 500, seed: 1 }, first.io)).toBe(0);
    expect(first.out()).toMatch(/^500 pictures of digits in '.*some digits', written in [\d.]+ s\n {2}next {3}whisker split '.*some digits'\n$/);
    const progress = first.err();
    expect(progress).toMatch(/\d+\/500 pictures {2}[\d.,]+ a second {2}\d+ s left/);
    expect(progress.startsWith('\r\u001B[K')).toBe(true);
    expect(progress.endsWith('\r\u001B[K')).toBe(true);
    expect((await openDataset(dir)).samples).toHaveLength(500);
    const second = listen();
    expect(await synthCommand(dir, { digits: true, count: 500, seed: 1 }, second.io)).toBe(0);
    expect(second.out()).toBe('');
    expect(second.err()).toMatch(/already there/);
  });

  test('draws pets with their class in the file name, and does it once', async () => {
    const dir = await emptyFolder();
    const first = listen();
    expect(await synthCommand(dir, { count: 4, seed: 5, json: true }, first.io)).toBe(0);
    expect(JSON.parse(first.out())).toEqual({ path: dir, kind: 'pets', count: 4, written: 4, seconds: expect.any(Number) });
    const { classes, samples } = await openDataset(dir);
    expect(classes).toEqual(['cat', 'dog']);
    expect(samples.map((sample) => sample.class).toSorted()).toEqual([0, 0, 1, 1]);
    const second = listen();
    expect(await synthCommand(dir, { count: 4, seed: 5, json: true }, second.io)).toBe(0);
    expect(JSON.parse(second.out())).toMatchObject({ written: 0 });
    await expect(synthCommand(dir, { count: 4, seed: 6 }, listen().io)).rejects.toThrow(/was made for 4 pets of seed 5, 300 to 500 px, not for 4 pets of seed 6/);
  });

  test.each([true, false])('writes nothing into a folder with other files (digits: %s)', async (digits) => {
    const dir = await folderOf('holiday.jpg');
    await expect(synthCommand(dir, { digits, count: 4, seed: 1 }, listen().io)).rejects.toBeInstanceOf(WrongCommand);
    expect(await readdir(dir)).toEqual(['holiday.jpg']);
  });

  test.each([true, false])('ends with 130 when it is interrupted (digits: %s)', async (digits) => {
    expect(await synthCommand(join(await emptyFolder(), 'new'), { digits, count: 4, seed: 1 }, listen(false, AbortSignal.abort()).io)).toBe(130);
  });
});

import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { describePet, petName, createRenderer, writePets } from '../../src/synth/index.js';

const size = { min: 24, max: 40 };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-pets-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('writePets', () => {
  it('writes half cats, half dogs, with the names of the article, and reports its progress', async () => {
    const target = join(folder, 'new', 'pets');
    const progress: number[] = [];
    const result = await writePets(target, { count: 9, seed: 3, size, onProgress: ({ done }) => progress.push(done) });
    expect(await readdir(target)).toEqual([
      '.whisker-synth.json', 'cat_0001.jpg', 'cat_0003.jpg', 'cat_0005.jpg', 'cat_0007.jpg', 'cat_0009.jpg',
      'dog_0002.jpg', 'dog_0004.jpg', 'dog_0006.jpg', 'dog_0008.jpg',
    ]);
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(result).toMatchObject({ count: 9, written: 9 });
  });

  it('writes the pictures that describePet describes, whatever the count', async () => {
    await writePets(join(folder, 'few'), { count: 4, seed: 8, size });
    await writePets(join(folder, 'more'), { count: 11, seed: 8, size });
    const render = createRenderer();
    for (let index = 1; index <= 4; index++) {
      const pet = describePet(8, index, size);
      const few = await readFile(join(folder, 'few', petName(pet.species, index, 4)));
      expect(few.equals(await render(pet))).toBe(true);
      expect(few.equals(await readFile(join(folder, 'more', petName(pet.species, index, 11))))).toBe(true);
    }
  });

  it('writes nothing if all pictures are there', async () => {
    const target = join(folder, 'pets');
    await writePets(target, { count: 4, seed: 1, size });
    const { mtimeMs } = await stat(join(target, 'cat_0001.jpg'));
    expect(await writePets(target, { count: 4, seed: 1, size })).toEqual({ count: 4, written: 0, seconds: 0 });
    expect((await stat(join(target, 'cat_0001.jpg'))).mtimeMs).toBe(mtimeMs);
  });

  it('numbers pictures with as many digits as the count has, four at least', () => {
    expect(petName('dog', 2, 100)).toBe('dog_0002.jpg');
    expect(petName('cat', 12_345, 35_000)).toBe('cat_12345.jpg');
    expect(petName('cat', 7, 35_000)).toBe('cat_00007.jpg');
  });

  it('uses an empty folder, and refuses one that has other pictures, without touching them', async () => {
    const target = join(folder, 'pets');
    await mkdir(target);
    await writePets(target, { count: 2, seed: 1, size });
    const before = await readdir(target);
    const again = writePets(target, { count: 2, seed: 2, size });
    await expect(again).rejects.toBeInstanceOf(WrongCommand);
    await expect(again).rejects.toThrow('was made for 2 pets of seed 1, 24 to 40 px, not for 2 pets of seed 2, 24 to 40 px');
    expect(await readdir(target)).toEqual(before);
    await rm(join(target, '.whisker-synth.json'));
    await expect(writePets(target, { count: 2, seed: 1, size })).rejects.toThrow('is not empty (it has "cat_0001.jpg")');
    expect(await readdir(target)).toEqual(before.slice(1));
  });

  it('refuses a file', async () => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'mine');
    for (const target of [file, join(file, 'pets')]) {
      const refused = writePets(target, { count: 2, seed: 1, size });
      await expect(refused).rejects.toBeInstanceOf(WrongCommand);
      await expect(refused).rejects.toThrow('is a file');
    }
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it.each([
    [{ count: 1, seed: 1 }, 'Cannot draw 1 pictures'],
    [{ count: 2.5, seed: 1 }, 'Cannot draw 2.5 pictures'],
    [{ count: 4, seed: 1, size: { min: 8, max: 90 } }, 'Cannot draw pictures of 8 to 90 px'],
    [{ count: 4, seed: 1, size: { min: 90, max: 60 } }, 'Cannot draw pictures of 90 to 60 px'],
  ])('refuses %j before it makes the folder', async (request, words) => {
    const refused = writePets(join(folder, 'pets'), request);
    await expect(refused).rejects.toBeInstanceOf(WrongCommand);
    await expect(refused).rejects.toThrow(words);
    expect(await readdir(folder)).toEqual([]);
  });

  it('deletes its pictures on abort, and the folder if it created it', async () => {
    const stop = new AbortController();
    const target = join(folder, 'pets');
    const writing = writePets(target, { count: 500, seed: 1, size, signal: stop.signal, onProgress: ({ done }) => {
      if (done === 5) stop.abort(new Error('enough'));
    } });
    await expect(writing).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual([]);
    await mkdir(target);
    await expect(writePets(target, { count: 4, seed: 1, size, signal: stop.signal })).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual(['pets']);
  });

  it('says how many pictures it wrote before the folder vanished', async () => {
    const target = join(folder, 'pets');
    const gone: Promise<void>[] = [];
    const writing = writePets(target, { count: 500, seed: 1, size, onProgress: ({ done }) => {
      // Renamed, because deleting it would race with the pictures that are still being written.
      if (done === 3) gone.push(rename(target, `${target}-gone`));
    } });
    await expect(writing).rejects.toBeInstanceOf(WorkFailed);
    await expect(writing).rejects.toThrow(/Writing to ".*pets" failed after \d+ of 500 pictures \(ENOENT/);
    await Promise.all(gone);
    expect(await readdir(folder)).toEqual(['pets-gone']);
  });

  it('neither overwrites nor deletes a file that somebody else creates in the meantime', async () => {
    const target = join(folder, 'pets');
    const theirs = join(target, 'cat_0201.jpg');
    let put: Promise<void> | undefined;
    const writing = writePets(target, { count: 220, seed: 1, size: { min: 16, max: 24 }, onProgress: () => {
      put ??= writeFile(theirs, 'mine');
    } });
    await expect(writing).rejects.toThrow('EEXIST');
    await put;
    expect(await readdir(target)).toEqual(['cat_0201.jpg']);
    expect(await readFile(theirs, 'utf8')).toBe('mine');
  });
});

import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/disk/index.js';
import { findSet, readFiles, saveSet, repairSet, type FileSet } from '../../src/training/checkpoint/fileset.js';

let folder: string;
let last: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-set-'));
  last = join(folder, 'last');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const set = (value: string): FileSet => new Map([['a', [value]], ['b', ['b', value]]]);
const contents = async (place: string) => [...(await readFiles(place, ['a', 'b'])).values()].map(String);
const put = async (name: string, value: string) => {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'a'), value);
  await writeFile(join(folder, name, 'b'), `b${value}`);
};
const fullDisk = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

it('replaces the set before it, and leaves nothing beside it', async () => {
  await saveSet(last, set('1'));
  await saveSet(last, set('2'));
  expect(await contents(last)).toEqual(['2', 'b2']);
  expect(await readdir(folder)).toEqual(['last']);
});

it('removes a file that the new set lacks', async () => {
  await saveSet(last, new Map([...set('1'), ['c', ['c']]]));
  await saveSet(last, set('2'));
  expect(await readdir(last)).toEqual(['a', 'b']);
});

it('leaves the set before as it was when the disk fills at any file', async () => {
  await saveSet(last, set('1'));
  for (const failing of ['a', 'b']) {
    const write: typeof writeAtomically = (path, chunks) => (path.endsWith(failing) ? Promise.reject(fullDisk) : writeAtomically(path, chunks));
    await expect(saveSet(last, set('2'), write)).rejects.toBe(fullDisk);
    expect(await contents(last)).toEqual(['1', 'b1']);
    expect(await readdir(folder)).toEqual(['last']);
  }
});

describe('after a crash', () => {
  // Every state that a process can leave when it dies between two calls inside saveSet.
  it.each([
    ['while the first set was written', ['last.tmp'], undefined],
    ['before the first set had its name', ['last.next'], 'next'],
    ['while a set was written', ['last', 'last.tmp'], 'last'],
    ['before the old set was moved away', ['last', 'last.next'], 'next'],
    ['between the two renames', ['last.next', 'last.previous'], 'next'],
    ['before the old set was removed', ['last', 'last.previous'], 'last'],
    ['again, while it was put in order', ['last', 'last.next', 'last.previous'], 'next'],
  ])('%s', async (_, present, newest) => {
    for (const name of present) await put(name, name.split('.')[1] ?? 'last');
    const place = await findSet(last);
    if (newest === undefined) {
      expect(place).toBeUndefined();
    } else {
      expect(await contents(place ?? '')).toEqual([newest, `b${newest}`]);
      await repairSet(last);
      expect(await contents(last)).toEqual([newest, `b${newest}`]);
    }
    await saveSet(last, set('new'));
    expect(await contents(last)).toEqual(['new', 'bnew']);
    expect(await readdir(folder)).toEqual(['last']);
  });

  it('never reads a half-removed old set', async () => {
    await put('last', 'last');
    await mkdir(join(folder, 'last.previous'));
    await repairSet(last);
    expect(await contents(last)).toEqual(['last', 'blast']);
  });
});

it('gives a reader a whole set at any moment of a hundred saves', async () => {
  await saveSet(last, set('0'));
  const writer = (async () => {
    for (let number = 1; number <= 100; number += 1) await saveSet(last, set(String(number)), async (path, chunks) => writeFile(path, [...(chunks as string[])].join('')));
    return true;
  })();
  let [found, moved] = [0, 0];
  const soon = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  while (!(await Promise.race([writer, soon()]))) {
    const place = await findSet(last);
    expect(place).toBeDefined();
    // It may be renamed between finding and opening. The reader then tries again, as readCheckpoint does.
    const text = await readFile(join(place ?? '', 'a'), 'utf8').catch(() => undefined);
    if (text === undefined) moved += 1;
    else found += 1;
  }
  await writer;
  expect(found).toBeGreaterThan(0);
  expect(moved).toBeLessThan(found + 100);
  await rename(last, join(folder, 'moved'));
  expect(await findSet(last)).toBeUndefined();
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { picturesOf } from '../../src/cli/pictures.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-pictures-'));
  await mkdir(join(folder, 'deep/er'), { recursive: true });
  await mkdir(join(folder, 'empty'));
  for (const name of ['b.jpg', 'a.PNG', 'notes.txt', 'deep/c.webp', 'deep/er/d.tif', '[x].jpg', 'naïve 猫.jpeg']) await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const found = async (...names: string[]): Promise<string[]> => (await picturesOf(names.map((name) => join(folder, name)))).map((path) => path.slice(folder.length + 1));

it('files are taken as named and in the order asked, twice where asked twice, and whatever their names', async () => {
  expect(await found('notes.txt', 'b.jpg', 'a.PNG', 'b.jpg', '[x].jpg', 'gone.jpg')).toEqual(['notes.txt', 'b.jpg', 'a.PNG', 'b.jpg', '[x].jpg', 'gone.jpg']);
});

it('a folder is its pictures, nested ones too, by path', async () => {
  expect(await found('')).toEqual(['[x].jpg', 'a.PNG', 'b.jpg', 'deep/c.webp', 'deep/er/d.tif', 'naïve 猫.jpeg']);
  expect(await found('deep', 'b.jpg')).toEqual(['deep/c.webp', 'deep/er/d.tif', 'b.jpg']);
});

it('a pattern is the files that fit it', async () => {
  expect(await found('*.jp*g')).toEqual(['[x].jpg', 'b.jpg', 'naïve 猫.jpeg']);
  expect(await found('deep/**/*.tif')).toEqual(['deep/er/d.tif']);
});

it('what holds no picture is said by name', async () => {
  await expect(found('empty')).rejects.toThrow(WrongCommand);
  await expect(found('empty')).rejects.toThrow(`There is no picture in ${join(folder, 'empty')}, nor in the folders inside it.`);
  await expect(found('*.avif')).rejects.toThrow(`There is no file ${join(folder, '*.avif')}, and none whose name fits it as a pattern.`);
});

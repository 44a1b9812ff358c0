import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
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

it('files keep their names and their order, and may repeat', async () => {
  expect(await found('notes.txt', 'b.jpg', 'a.PNG', 'b.jpg', '[x].jpg', 'gone.jpg')).toEqual(['notes.txt', 'b.jpg', 'a.PNG', 'b.jpg', '[x].jpg', 'gone.jpg']);
});

it('a folder stands for its pictures, nested ones too, sorted by path', async () => {
  expect(await found('')).toEqual(['[x].jpg', 'a.PNG', 'b.jpg', 'deep/c.webp', 'deep/er/d.tif', 'naïve 猫.jpeg']);
  expect(await found('deep', 'b.jpg')).toEqual(['deep/c.webp', 'deep/er/d.tif', 'b.jpg']);
});

it('on Windows, backslashes stand between folders, in patterns too', async () => {
  const typed = ['deep/*.webp', 'deep/**/*.tif', 'b.jpg', 'deep'].map((name) => join(folder, name).replaceAll('/', '\\'));
  const paths = await picturesOf(typed, 'win32');
  expect(paths.map((path) => path.slice(folder.length + 1))).toEqual(['deep/c.webp', 'deep/er/d.tif', 'b.jpg', 'deep/c.webp', 'deep/er/d.tif']);
});

it('a pattern stands for the files that match it', async () => {
  expect(await found('*.jp*g')).toEqual(['[x].jpg', 'b.jpg', 'naïve 猫.jpeg']);
  expect(await found('deep/**/*.tif')).toEqual(['deep/er/d.tif']);
});

it('a path is taken as it is as far as it exists, and only the rest is a pattern', async () => {
  for (const name of ['New folder (2)/a.jpg', 'New folder (2)/b (1).jpg', '[old] {x}/*.d/c.jpg']) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), '');
  }
  onTestFinished(() => Promise.all(['New folder (2)', '[old] {x}'].map((name) => rm(join(folder, name), { recursive: true }))).then(() => undefined));
  expect(await found('New folder (2)/*.jpg')).toEqual(['New folder (2)/a.jpg', 'New folder (2)/b (1).jpg']);
  expect(await found('New folder (2)/b (1)*')).toEqual(['New folder (2)/b (1).jpg']);
  expect(await found('New folder (2)/@(a|c).jpg')).toEqual(['New folder (2)/a.jpg']);
  expect(await found('[old] {x}/*.d/*.jpg')).toEqual(['[old] {x}/*.d/c.jpg']);
  expect(await found('New*/{a,z}.jpg')).toEqual(['New folder (2)/a.jpg']);
});

it('a folder or a pattern without pictures is named in the error', async () => {
  await expect(found('empty')).rejects.toThrow(WrongCommand);
  await expect(found('empty')).rejects.toThrow(`${join(folder, 'empty')} and the folders inside it contain no picture.`);
  await expect(found('*.avif')).rejects.toThrow(`No file is named ${join(folder, '*.avif')}, and none matches it as a pattern.`);
});

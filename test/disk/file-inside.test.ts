import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGrid } from '../../src/cli/run-dashboard.js';
import { fileInside, isInside } from '../../src/disk/index.js';
import { grayPng } from '../../src/synth/png.js';

let outside: string;
let folder: string;
beforeAll(async () => {
  outside = await realpath(await mkdtemp(join(tmpdir(), 'whisker-inside-')));
  folder = join(outside, 'run');
  await mkdir(join(folder, 'samples'), { recursive: true });
  const png = grayPng(new Uint8Array(4), 2);
  for (const path of [join(outside, 'secret.png'), join(folder, 'samples/1.png'), join(folder, '..png')]) await writeFile(path, png);
  await symlink(join(outside, 'secret.png'), join(folder, 'link.png'));
  await symlink(outside, join(folder, 'link'));
  await symlink(join(folder, 'samples'), join(folder, 'own'));
});
afterAll(() => rm(outside, { recursive: true }));

const INSIDE = ['samples/1.png', './samples/../samples/1.png', '..png', 'own/1.png'];
const OUTSIDE = ['../secret.png', 'samples/../../secret.png', 'link.png', 'link/secret.png', 'samples', '.', '..', '', 'missing.png', 'a\0b'];

describe('a path that a file names', () => {
  it.each(INSIDE)('leads to a file in the folder: %j', async (name) => {
    expect(await fileInside(folder, name)).toBe(await realpath(join(folder, name)));
    expect(await readGrid(name, folder)).toMatchObject({ width: 2, height: 2 });
  });

  it.each(OUTSIDE)('leads to none: %j', async (name) => {
    expect(await fileInside(folder, name)).toBeNull();
    expect(await readGrid(name, folder)).toBeNull();
  });

  it('leads to none if it is absolute and outside', async () => {
    expect(await fileInside(folder, join(outside, 'secret.png'))).toBeNull();
    expect(await readGrid(join(outside, 'secret.png'), folder)).toBeNull();
  });

  it('need not exist to lie inside or outside', () => {
    for (const name of ['x', 'x/../y', '..x', join(folder, 'x')]) expect(isInside(folder, name)).toBe(true);
    for (const name of ['..', '../x', 'x/../..', '.', '', join(outside, 'x')]) expect(isInside(folder, name)).toBe(false);
  });
});

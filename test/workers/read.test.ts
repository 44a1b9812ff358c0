import type * as Fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { readPicture } from '../../src/workers/decode/read.js';

const failing = vi.hoisted(() => ({ left: 0 }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const readSync = (...words: Parameters<typeof fs.readSync>): number => {
    if (failing.left === 0) return fs.readSync(...words);
    failing.left -= 1;
    throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
  };
  return { ...fs, readSync };
});

const path = fileURLToPath(new URL('../../fixtures/pictures/good/plain.png', import.meta.url));

it.each([1, 3])('a file is read again after the disk failed %i times in a row', (times) => {
  failing.left = times;
  expect(readPicture(path, 1e6)).toMatchObject({ version: { size: expect.any(Number) } });
});

it('a file on a bad sector is refused after a moment', () => {
  failing.left = 100;
  expect(readPicture(path, 1e6)).toEqual({ refused: 'the disk cannot read it (EIO)' });
  expect(failing.left).toBe(96);
  failing.left = 0;
});

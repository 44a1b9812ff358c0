import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DecodePool, DecodeTask } from '../../src/workers/index.js';

export const pictures = fileURLToPath(new URL('../../fixtures/pictures/', import.meta.url));

export const namesIn = (folder: 'good' | 'bad'): string[] => readdirSync(pictures + folder);

/** Returns a task for a picture of the fixtures, or for an absolute path, with a target of its own. */
export function taskFor(name: string, changes: Partial<DecodeTask> = {}): DecodeTask {
  const size = changes.size ?? 32;
  const path = name.startsWith('/') ? name : pictures + name;
  return { path, size, pixelLimit: 1e8, background: '#ffffff', decoder: 'auto', decodedSize: size, views: [null], target: new SharedArrayBuffer(size * size * 3), offsets: [0], ...changes };
}

/** Returns why the pool refuses a picture, or null when its pixels are in the target. */
export const refusalOf = async (pool: DecodePool, task: DecodeTask): Promise<string | null> => (await pool.decode(task)).refused;

export const pixelsOf = ({ target, offsets, size }: DecodeTask): Uint8Array => new Uint8Array(target, offsets[0], size * size * 3);

/** Returns the colours in the middle of the four quarters, row by row. */
export const quarters = (task: DecodeTask): number[][] => colourOfQuarters(pixelsOf(task), task.size);

/** Returns the colours in the middle of the four quarters of `size` x `size` pixels, row by row. */
export function colourOfQuarters(pixels: Uint8Array, size: number): number[][] {
  const [near, far] = [Math.floor(size / 5), Math.floor((size * 4) / 5)];
  return [[near, near], [far, near], [near, far], [far, far]].map(([x, y]) => [...pixels.subarray((y * size + x) * 3, (y * size + x) * 3 + 3)]);
}

/** Returns the largest difference between two lists of numbers of the same length. */
export const largestDifference = (left: Iterable<number>, right: Iterable<number>): number => {
  const [a, b] = [[...left], [...right]];
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`);
  return a.reduce((largest, value, place) => Math.max(largest, Math.abs(value - b[place])), 0);
};

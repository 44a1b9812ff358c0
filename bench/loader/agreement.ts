import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Contestant } from '../contest/contestant.js';
import { benchFolder } from '../places.js';
import type { Course } from './entries.js';

const run = promisify(execFile);
const PICTURES = 16;

/**
 * The mean difference of each contestant's first pictures from Pillow's bilinear, in levels of 255: whether they do the
 * same work.
 * @param python an interpreter with Pillow
 */
export async function agreement(contestants: readonly Contestant[], course: Course, python: string, there: number): Promise<ReadonlyMap<string, number>> {
  const count = Math.min(PICTURES, course.batch, there);
  const reference = join(course.scratch, 'reference.bin');
  const script = join(benchFolder, 'loader', 'python', 'reference.py');
  await run(python, [script, course.folder, reference, '--size', String(course.size), '--count', String(count)]);
  const expected = await readFile(reference);
  const differences = new Map<string, number>();
  for (const contestant of contestants) {
    const file = join(course.scratch, 'first.bin');
    try {
      await contestant.first(count, file);
      differences.set(contestant.name, meanDifference(await readFile(file), expected));
    } catch {
      // Its first pass tells what is the matter with it.
    }
  }
  return differences;
}

/** @returns infinity when the two are not of one length */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((sum, value, place) => sum + Math.abs(value - (b[place] ?? 0)), 0) / a.length;
}

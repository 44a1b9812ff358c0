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
 * Returns the mean difference of each contestant's first pictures from Pillow's bilinear, in levels of 255. It shows whether the
 * contestants do the same work.
 * @param python an interpreter with Pillow
 * @param available number of pictures in the folder
 */
export async function agreement(contestants: readonly Contestant[], course: Course, python: string, available: number): Promise<ReadonlyMap<string, number>> {
  const count = Math.min(PICTURES, course.batch, available);
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
      // Its first pass will fail with the reason.
    }
  }
  return differences;
}

/** Returns the mean absolute difference, or infinity when the lengths differ. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

import { readdir } from 'node:fs/promises';
import { readMark, writeMark } from './claim.js';
import { countdown, type OnProgress, type Written } from './progress.js';
import { writePets } from './index.js';
import { isPicture } from '../dataset/walk.js';

export interface PetsOptions {
  /** Pictures in all, half of them cats. At least 2. */
  readonly count: number;
  /** The same seed draws the same scenes. 0 to 2^32 - 1. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/**
 * Draws cats and dogs as JPEG photographs, `cat_0001.jpg`, into a new or empty folder. A folder that holds them all already
 * is left as it is; when it is interrupted, those already drawn are removed.
 * @throws WrongCommand for a folder that holds anything else, or a count out of range
 */
export async function drawPets(folder: string, { count, seed, signal, onProgress }: PetsOptions): Promise<Written> {
  const start = performance.now();
  const request = `${count} pets of seed ${seed}`;
  const before = await readMark(folder, request);
  if (before?.complete && (await readdir(folder)).filter(isPicture).length >= count) return { count, written: 0, seconds: 0 };
  await writePets(folder, { count, seed, signal, onProgress: countdown(count, onProgress) });
  await writeMark(folder, request, true);
  return { count, written: count, seconds: (performance.now() - start) / 1000 };
}

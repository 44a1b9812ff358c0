import { performance } from 'node:perf_hooks';
import { readBlock, writeBlock } from '../cache/block.js';
import type { Attempt, DecodeTask } from '../types.js';
import { decodePicture } from './picture.js';
import { readPicture } from './read.js';

/** The part of a task that a decoder needs. */
export type PictureTask = Pick<DecodeTask, 'path' | 'decodedSize' | 'pixelLimit' | 'background' | 'decoder' | 'cache'>;

/** Writes the views of the decoded picture where the task wants them. Returns false, and writes nothing, when the task was cancelled. */
export type WritePixels = (pixels: Uint8Array) => boolean;

/** Bytes of the largest pixel that any format stores uncompressed: four channels of 16 bits. */
const BYTES_PER_PIXEL = 8;
/** Room in a file for headers, profiles and metadata. */
const METADATA_BYTES = 64 * 2 ** 20;

/** Gets a picture from its cache, or reads and decodes its file and fills the cache. Runs in a worker. */
export async function decodeTask(task: PictureTask, write: WritePixels): Promise<Attempt> {
  const { cache, path, decodedSize: size, pixelLimit } = task;
  const began = performance.now();
  const cached = cache === undefined ? null : readBlock(cache, path, size);
  if (cached !== null) {
    const read = performance.now();
    write(cached);
    return { refused: null, from: 'cache', readMs: read - began, decodeMs: performance.now() - read };
  }
  const file = readPicture(path, pixelLimit * BYTES_PER_PIXEL + METADATA_BYTES);
  const read = performance.now();
  const answer = (refused: string | null): Attempt => ({ refused, from: 'file', readMs: read - began, decodeMs: performance.now() - read });
  if ('refused' in file) return { ...answer(file.refused), ...(file.systemError === true && { systemError: true }) };
  const refused = await decodePicture(file.bytes, { ...task, size }, (pixels) => {
    // The cache of a cancelled task may be closed.
    if (write(pixels) && cache !== undefined) writeBlock(cache, pixels, file.version);
  });
  return answer(refused);
}

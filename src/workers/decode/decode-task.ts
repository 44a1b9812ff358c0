import { performance } from 'node:perf_hooks';
import { readBlock, writeBlock } from '../cache/block.js';
import type { Attempt, DecodeTask } from '../types.js';
import { fileLimit } from './file-limit.js';
import { decodePicture } from './picture.js';
import { givenPicture, readPicture } from './read.js';

/** The part of a task that a decoder needs. */
export type PictureTask = Pick<DecodeTask, 'path' | 'bytes' | 'decodedSize' | 'pixelLimit' | 'background' | 'decoder' | 'cache'>;

/** Writes the views of the decoded picture where the task wants them. Returns false, and writes nothing, when the task was cancelled. */
export type WritePixels = (pixels: Uint8Array) => boolean;

/** Gets a picture from its cache, or reads and decodes its file and fills the cache. Runs in a worker. */
export async function decodeTask(task: PictureTask, write: WritePixels): Promise<Attempt> {
  const { cache, path, bytes, decodedSize: size, pixelLimit } = task;
  const began = performance.now();
  const cached = cache === undefined ? null : readBlock(cache, path, size);
  if (cached !== null) {
    const read = performance.now();
    write(cached);
    return { refused: null, from: 'cache', readMs: read - began, decodeMs: performance.now() - read };
  }
  const limit = fileLimit(pixelLimit);
  const file = bytes === undefined ? readPicture(path, limit) : givenPicture(bytes, limit);
  const read = performance.now();
  const answer = (refused: string | null): Attempt => ({ refused, from: 'file', readMs: read - began, decodeMs: performance.now() - read });
  if ('refused' in file) return { ...answer(file.refused), ...(file.systemError === true && { systemError: true }) };
  const refused = await decodePicture(file.bytes, { ...task, size }, (pixels) => {
    // The cache of a cancelled task may be closed.
    if (write(pixels) && cache !== undefined) writeBlock(cache, pixels, file.version);
  });
  return answer(refused);
}

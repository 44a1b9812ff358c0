import { performance } from 'node:perf_hooks';
import { readBlock, writeBlock } from './cache-block.js';
import { decodePicture } from './picture.js';
import { readPicture } from './read.js';
import type { Attempt, DecodeTask } from './types.js';

/** Bytes of the largest pixel that any format stores uncompressed: four channels of 16 bits. */
const BYTES_A_PIXEL = 8;
/** Room for headers, profiles and metadata. */
const BYTES_BESIDES = 64 * 2 ** 20;

/**
 * Fills the task's target with its picture, on a worker's thread: out of the cache, or read and decoded, and then kept there.
 * @param mayWrite asked at most once, right before the first byte of the target is written: false when the task was taken back
 * @param isStillIts whether, after it was written, the target is still this picture's
 */
export async function fill(task: DecodeTask, mayWrite: () => boolean, isStillIts: () => boolean = () => true): Promise<Attempt> {
  const began = performance.now();
  let mine: boolean | undefined;
  const claim = (): boolean => (mine ??= mayWrite());
  const { cache } = task;
  if (cache !== undefined && readBlock(cache, task, claim)) return { refused: null, from: 'cache', readMs: performance.now() - began, decodeMs: 0 };
  const file = readPicture(task.path, task.pixelLimit * BYTES_A_PIXEL + BYTES_BESIDES);
  const read = performance.now();
  const refused = 'refused' in file ? file.refused : await decodePicture(file.bytes, task, claim);
  // A task that was taken back has no target any more, and its cache may be closed.
  if (cache !== undefined && refused === null && 'bytes' in file && mine === true) writeBlock(cache, task, file.version, isStillIts);
  const answer: Attempt = { refused, from: 'file', readMs: read - began, decodeMs: performance.now() - read };
  return 'trouble' in file ? { ...answer, trouble: true } : answer;
}

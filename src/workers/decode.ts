import sharp from 'sharp';
import { decodePicture } from './picture.js';
import { readPicture } from './read.js';
import type { DecodeTask } from './types.js';

// One thread a picture: the pool decodes many at a time. No picture comes twice, so a cache would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

/** Bytes of the largest pixel that any format stores uncompressed: four channels of 16 bits. */
const BYTES_A_PIXEL = 8;
/** Room for headers, profiles and metadata. */
const BYTES_BESIDES = 64 * 2 ** 20;

/** What a worker does: reads and decodes pictures, one after the other, and answers null or a reason for each. */
export default async function decodeAll(tasks: readonly DecodeTask[]): Promise<readonly (string | null)[]> {
  const answers: (string | null)[] = [];
  for (const task of tasks) {
    const file = readPicture(task.path, task.pixelLimit * BYTES_A_PIXEL + BYTES_BESIDES);
    answers.push('refused' in file ? file.refused : await decodePicture(file.bytes, task));
  }
  return answers;
}

/** Answers once this thread has loaded all that it needs. */
export const ready = (): true => true;

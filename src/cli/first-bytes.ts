import { open } from 'node:fs/promises';
import { codeOf } from '../config/index.js';

/** Returns the first bytes of a file, at most `count`; undefined when there is no such file. */
export async function readFirstBytes(path: string, count: number): Promise<Buffer | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

import { open } from 'node:fs/promises';
import { codeOf } from '../config/index.js';

/** The first bytes of a file, or as many as there are; undefined where there is no such file. */
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

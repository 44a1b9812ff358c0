import { fsync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * Resolves when everything written to an open file is on the disk. Takes the descriptor, because Yarn's Plug'n'Play replaces
 * `node:fs/promises` and leaves out `FileHandle.sync`.
 */
export const syncFile = async ({ fd }: { readonly fd: number }): Promise<void> => promisify(fsync)(fd);

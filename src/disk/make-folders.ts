import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../config/index.js';

type MakeFolder = (path: string, options?: { readonly recursive: true }) => Promise<string | undefined>;

/**
 * Makes a folder and those around it. Returns the first of them that is new; undefined where there are all.
 * @throws the system's error. On a read-only disk, Node's own recursive call says that there is no such folder
 */
export async function makeFolders(folder: string, make: MakeFolder = mkdir): Promise<string | undefined> {
  try {
    return await make(folder, { recursive: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') await make(await firstMissing(resolve(folder)));
    throw error;
  }
}

async function firstMissing(folder: string): Promise<string> {
  const above = dirname(folder);
  const exists = await stat(above).then(() => true, () => false);
  return exists || above === folder ? folder : firstMissing(above);
}

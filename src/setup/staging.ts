import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { rename } from '../disk/index.js';
import { STAGING_PREFIX, type Cache } from './cache.js';

/** Does `work` in a new folder of the cache, and removes that folder whether the work succeeds or fails. */
export async function withStaging<Result>(cache: Cache, work: (staging: string) => Promise<Result>): Promise<Result> {
  const staging = await mkdtemp(join(cache.folder, `${STAGING_PREFIX}${process.pid}-`));
  try {
    return await work(staging);
  } finally {
    await remove(staging);
  }
}

/** Removes what killed processes left behind, and returns the number of folders. Only the holder of the lock may call it. */
export async function clearLeftovers(cache: Cache): Promise<number> {
  const left = (await readdir(cache.folder)).filter((name) => name.startsWith(STAGING_PREFIX));
  for (const name of left) await remove(join(cache.folder, name));
  return left.length;
}

/**
 * Moves a complete engine to its final place, in one rename. A broken engine of the same name is moved away before and
 * removed after, so that the place never contains half an engine.
 */
export async function publish(cache: Cache, engine: string, name: string): Promise<string> {
  const folder = join(cache.engines, name);
  await mkdir(cache.engines, { recursive: true });
  const replaced = join(cache.folder, `${STAGING_PREFIX}${process.pid}-old-${basename(engine)}`);
  const wasThere = await rename(folder, replaced).then(() => true, () => false);
  await rename(engine, folder);
  if (wasThere) await remove(replaced);
  return folder;
}

/** Retries, because a program that was just ended may write one more file while its folder is removed. */
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

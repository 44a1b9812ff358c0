import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { STAGING, type Cache } from './cache.js';

/** Does `work` in a folder of its own in the cache, and removes it whatever happens. */
export async function withStaging<Result>(cache: Cache, work: (staging: string) => Promise<Result>): Promise<Result> {
  const staging = await mkdtemp(join(cache.folder, `${STAGING}${process.pid}-`));
  try {
    return await work(staging);
  } finally {
    await remove(staging);
  }
}

/** Removes what processes that were ended have left behind. Only for the holder of the lock: nobody else is at work then. */
export async function clearLeftovers(cache: Cache): Promise<number> {
  const left = (await readdir(cache.folder)).filter((name) => name.startsWith(STAGING));
  for (const name of left) await remove(join(cache.folder, name));
  return left.length;
}

/**
 * Puts a whole engine where it is looked for, in one rename. A broken one of the same name is moved out of the way first
 * and removed after, so that at no moment half an engine stands there.
 */
export async function publish(cache: Cache, engine: string, name: string): Promise<string> {
  const folder = join(cache.engines, name);
  await mkdir(cache.engines, { recursive: true });
  const aside = join(cache.folder, `${STAGING}${process.pid}-old-${basename(engine)}`);
  const old = await rename(folder, aside).then(() => true, () => false);
  await rename(engine, folder);
  if (old) await remove(aside);
  return folder;
}

/** A program that was ended may write one more file while its folder is removed: then it is tried again. */
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

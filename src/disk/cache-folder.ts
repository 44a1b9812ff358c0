import { homedir } from 'node:os';
import { join } from 'node:path';
// Not the whole of config: the command's first file imports this one before compiled code can be read from the cache.
import { WorkFailed } from '../config/whisker-error.js';

/** The parts of a process that decide where its cache is. */
export interface CacheEnvironment {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Empty where the user has none, as in a container that is started with a number for the user. */
  readonly home: string;
}

/** Returns the user's home folder; empty where there is none. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/**
 * Returns the folder for files that can be made again: `WHISKER_CACHE`, or the platform's cache folder. Every checkout of this user shares it.
 * @throws WorkFailed when neither the environment nor a home folder says where it is
 */
export function cacheFolder({ platform, env, home }: CacheEnvironment = { platform: process.platform, env: process.env, home: homeFolder() }): string {
  const { WHISKER_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (own !== undefined && own !== '') return own;
  if (platform === 'win32' && local !== undefined && local !== '') return join(local, 'whisker', 'Cache');
  // The XDG Base Directory Specification ignores a relative path.
  if (platform !== 'win32' && platform !== 'darwin' && xdg?.startsWith('/')) return join(xdg, 'whisker');
  if (home === '') throw new WorkFailed("This user has no home folder, so whisker has no place for what it keeps. Set WHISKER_CACHE to a folder that the user may write to.");
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'whisker');
  if (platform === 'win32') return join(home, 'AppData', 'Local', 'whisker', 'Cache');
  return join(home, '.cache', 'whisker');
}

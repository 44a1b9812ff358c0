import { homedir } from 'node:os';
import { join } from 'node:path';

/** The parts of a process that decide where its cache is. */
export interface CacheEnvironment {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/** Returns the folder for files that can be made again: `WHISKER_CACHE`, or the platform's cache folder. Every checkout of this user shares it. */
export function cacheFolder({ platform, env, home }: CacheEnvironment = { platform: process.platform, env: process.env, home: homedir() }): string {
  const { WHISKER_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (own !== undefined && own !== '') return own;
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'whisker');
  if (platform === 'win32') return join(local === undefined || local === '' ? join(home, 'AppData', 'Local') : local, 'whisker', 'Cache');
  // The XDG Base Directory Specification ignores a relative path.
  return join(xdg?.startsWith('/') ? xdg : join(home, '.cache'), 'whisker');
}

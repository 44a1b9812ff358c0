import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the place of the cache depends on. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/** The folder for what can be made again, shared by every checkout of this user: `WHISKER_CACHE`, else the platform's. */
export function cacheFolder({ platform, env, home }: Surroundings = { platform: process.platform, env: process.env, home: homedir() }): string {
  const { WHISKER_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (own !== undefined && own !== '') return own;
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'whisker');
  if (platform === 'win32') return join(local === undefined || local === '' ? join(home, 'AppData', 'Local') : local, 'whisker', 'Cache');
  // The XDG Base Directory Specification tells to ignore a relative path.
  return join(xdg?.startsWith('/') ? xdg : join(home, '.cache'), 'whisker');
}

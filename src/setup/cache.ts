import { join, resolve } from 'node:path';
import { cacheFolder } from '../disk/index.js';
import type { Machine } from './machine.js';

/**
 * The folder of the installed engines:
 *
 *     engines/NAME/        complete engines, each with its engine.json
 *     staging-…/           an engine under construction; useless once its process is gone
 *     setup.lock           the process that sets an engine up
 *     native-failed.json   why TensorFlow could not be set up, so that not every command tries again
 */
export interface Cache {
  readonly folder: string;
  readonly engines: string;
  readonly lock: string;
  readonly failure: string;
}

/** Returns the cache in `folder`; by default in `WHISKER_CACHE` or the platform's cache folder. */
export function cacheOf(machine: Pick<Machine, 'platform' | 'env' | 'home'>, folder: string = cacheFolder(machine)): Cache {
  const root = resolve(folder);
  return { folder: root, engines: join(root, 'engines'), lock: join(root, 'setup.lock'), failure: join(root, 'native-failed.json') };
}

/** The beginning of every staging folder's name. */
export const STAGING_PREFIX = 'staging-';

import { join, resolve } from 'node:path';
import { cacheFolder } from '../disk/index.js';
import type { Machine } from './machine.js';

/**
 * The folder where engines are kept:
 *
 *     engines/NAME/        whole engines, each with its engine.json
 *     staging-…/           an engine on its way; of no use once its process is gone
 *     setup.lock           who is setting one up
 *     native-failed.json   why TensorFlow could not be set up, so that not every command tries anew
 */
export interface Cache {
  readonly folder: string;
  readonly engines: string;
  readonly lock: string;
  readonly failure: string;
}

/** The cache in `folder`; by default that of `WHISKER_CACHE`, else the platform's folder for what can be made again. */
export function cacheOf(machine: Pick<Machine, 'platform' | 'env' | 'home'>, folder: string = cacheFolder(machine)): Cache {
  const root = resolve(folder);
  return { folder: root, engines: join(root, 'engines'), lock: join(root, 'setup.lock'), failure: join(root, 'native-failed.json') };
}

/** Begins the name of every staging folder. */
export const STAGING = 'staging-';

import { readFile, rm } from 'node:fs/promises';
import { writeAtomically } from '../disk/index.js';
import type { Cache } from './cache.js';
import type { Machine } from './machine.js';

/** Why TensorFlow could not be set up. While it is on record, `auto` takes WebAssembly at once; `whisker setup` tries again. */
export interface Failure {
  readonly platform: string;
  readonly arch: string;
  /** ISO date of the attempt. */
  readonly at: string;
  readonly reasons: readonly string[];
}

export async function writeFailure(cache: Cache, machine: Pick<Machine, 'platform' | 'arch'>, reasons: readonly string[]): Promise<void> {
  const failure: Failure = { platform: machine.platform, arch: machine.arch, at: new Date().toISOString(), reasons };
  await writeAtomically(cache.failure, `${JSON.stringify(failure, null, 2)}\n`);
}

/** Returns the recorded failure of this kind of machine; undefined when there is none. */
export async function readFailure(cache: Cache, machine: Pick<Machine, 'platform' | 'arch'>): Promise<Failure | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(cache.failure, 'utf8'));
    return isFailure(value) && value.platform === machine.platform && value.arch === machine.arch ? value : undefined;
  } catch {
    return undefined;
  }
}

export const clearFailure = (cache: Cache): Promise<void> => rm(cache.failure, { force: true });

function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false;
  const { platform, arch, at, reasons } = value as Partial<Record<keyof Failure, unknown>>;
  return [platform, arch, at].every((text) => typeof text === 'string') && Array.isArray(reasons) && reasons.every((reason) => typeof reason === 'string');
}

import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeAtomically } from '../disk/index.js';
import type { Cache } from './cache.js';
import type { Machine } from './machine.js';

/** Why TensorFlow could not be set up. While it is on record, `auto` takes WebAssembly at once; `whisker setup` tries again. */
const failureShape = z.object({
  platform: z.string(),
  arch: z.string(),
  /** ISO date of the attempt. */
  at: z.string(),
  reasons: z.array(z.string()).readonly(),
});
export type Failure = Readonly<z.infer<typeof failureShape>>;

export async function writeFailure(cache: Cache, machine: Pick<Machine, 'platform' | 'arch'>, reasons: readonly string[]): Promise<void> {
  const failure: Failure = { platform: machine.platform, arch: machine.arch, at: new Date().toISOString(), reasons };
  await writeAtomically(cache.failure, `${JSON.stringify(failure, null, 2)}\n`);
}

/** Returns the recorded failure of this kind of machine; undefined when there is none. */
export async function readFailure(cache: Cache, machine: Pick<Machine, 'platform' | 'arch'>): Promise<Failure | undefined> {
  try {
    const failure = failureShape.parse(JSON.parse(await readFile(cache.failure, 'utf8')));
    return failure.platform === machine.platform && failure.arch === machine.arch ? failure : undefined;
  } catch {
    return undefined;
  }
}

export const clearFailure = (cache: Cache): Promise<void> => rm(cache.failure, { force: true });

import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cacheOf } from './cache.js';
import { checkEngine, type EngineCheck } from './check.js';
import { readFailure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { findEngines, sizeOf } from './manifest.js';
import { pickEngine } from './pick-engine.js';

export interface SurveyOptions {
  /** The cache's folder. @default `WHISKER_CACHE`, or the platform's cache folder */
  readonly cache?: string | undefined;
  readonly machine?: Machine;
  readonly signal?: AbortSignal | undefined;
}

/** The engines of this machine and the state of their cache. */
export interface Survey {
  /** The cache's folder. It may not exist. */
  readonly cache: string;
  /** Whether this user may write there. */
  readonly writable: boolean;
  readonly freeBytes: number;
  /** The engine that serves `auto`; undefined when no engine is complete. */
  readonly engine:
    | {
        readonly folder: string;
        readonly tensorflow: string;
        readonly device: 'cpu' | 'gpu';
        readonly source: string;
        readonly bytes: number;
        readonly check: EngineCheck;
      }
    | undefined;
  /** Incomplete engines, each with the reason. */
  readonly broken: readonly { readonly folder: string; readonly reason: string }[];
  /** Why the last set-up of TensorFlow failed; empty when it succeeded or never ran. */
  readonly failed: readonly string[];
  /** Whether this machine has an NVIDIA driver. */
  readonly nvidia: boolean;
}

/** Inspects the engines in the cache, and checks that the one that would be loaded computes. Changes nothing. */
export async function surveyEngines({ cache: own, machine = thisMachine(), signal }: SurveyOptions = {}): Promise<Survey> {
  const cache = cacheOf(machine, own);
  const nvidia = machine.hasNvidia();
  const { engines, broken } = await findEngines(cache, machine);
  const best = pickEngine(engines, 'auto', nvidia);
  const place = await nearestExisting(cache.folder);
  return {
    cache: cache.folder,
    writable: place.isFolder && (await access(place.path, constants.W_OK | constants.X_OK).then(() => true, () => false)),
    freeBytes: await machine.freeBytes(place.path),
    engine: best && {
      folder: best.folder,
      tensorflow: best.manifest.tensorflow,
      device: best.manifest.device,
      source: best.manifest.source,
      bytes: sizeOf(best),
      check: await checkEngine(best.folder, best.manifest, machine, signal),
    },
    broken,
    failed: (await readFailure(cache, machine))?.reasons ?? [],
    nvidia,
  };
}

/** Returns `path`, or its nearest parent that exists. */
async function nearestExisting(path: string): Promise<{ readonly path: string; readonly isFolder: boolean }> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) return { path, isFolder: found.isDirectory() };
  const parent = dirname(path);
  return parent === path ? { path, isFolder: false } : nearestExisting(parent);
}

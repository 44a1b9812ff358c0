import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cacheOf } from './cache.js';
import { pickEngine } from './choose.js';
import { recallFailure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { findEngines, sizeOf } from './manifest.js';
import { prove, type Proof } from './prove.js';

export interface SurveyOptions {
  /** The cache's folder. @default that of WHISKER_CACHE, else the platform's */
  readonly cache?: string | undefined;
  readonly machine?: Machine;
  readonly signal?: AbortSignal | undefined;
}

/** What of engines is here, looked at without a change. */
export interface Survey {
  /** The cache's folder, which need not be there yet. */
  readonly cache: string;
  /** Whether this user may write there, and bytes that are free. */
  readonly writable: boolean;
  readonly freeBytes: number;
  /** The engine that serves `auto`, and whether it computes; undefined when none is whole. */
  readonly engine:
    | {
        readonly folder: string;
        readonly tensorflow: string;
        readonly device: 'cpu' | 'gpu';
        readonly source: string;
        readonly bytes: number;
        readonly proof: Proof;
      }
    | undefined;
  /** Folders that should hold an engine, and what is wrong with each. */
  readonly broken: readonly { readonly folder: string; readonly reason: string }[];
  /** Why TensorFlow could not be set up, the last time; empty when it was not tried or went well. */
  readonly failed: readonly string[];
  /** Whether an NVIDIA driver is there. */
  readonly nvidia: boolean;
}

/** Looks at the engines in the cache, and has the one that would be loaded compute a small product. Installs nothing. */
export async function surveyEngines({ cache: own, machine = thisMachine(), signal }: SurveyOptions = {}): Promise<Survey> {
  const cache = cacheOf(machine, own);
  const nvidia = machine.hasNvidia();
  const { engines, broken } = await findEngines(cache, machine);
  const best = pickEngine(engines, 'auto', nvidia);
  const place = await standing(cache.folder);
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
      proof: await prove(best.folder, best.manifest, machine, signal),
    },
    broken,
    failed: (await recallFailure(cache, machine))?.reasons ?? [],
    nvidia,
  };
}

/** `path`, or of what it lies in the nearest that is there. */
async function standing(path: string): Promise<{ readonly path: string; readonly isFolder: boolean }> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) return { path, isFolder: found.isDirectory() };
  const parent = dirname(path);
  return parent === path ? { path, isFolder: false } : standing(parent);
}

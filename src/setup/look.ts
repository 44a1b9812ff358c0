import { cacheOf, type Cache } from './cache.js';
import { DISK, OLDER_TENSORFLOW } from './from-binding.js';
import { errors } from './errors.js';
import { readFailure, type Failure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { findEngines, type InstalledEngine } from './manifest.js';
import { pickEngine, type EngineChoice } from './pick-engine.js';
import { diskOf, downloadOf, planFor } from './wheels.js';

export interface LookOptions {
  /** The cache's folder. @default `WHISKER_CACHE`, or the platform's cache folder */
  readonly cache?: string | undefined;
  readonly machine?: Machine;
  /** As in `ensureEngine`. @default false */
  readonly retry?: boolean;
}

/**
 * What a command gets that asks for an engine. `device` is what that engine computes on, as far as it is known without loading
 * one: TensorFlow may still find that it cannot use a GPU.
 */
export type EngineAvailability = { readonly device: 'cpu' | 'gpu' } & (
  | { readonly kind: 'installed'; readonly tensorflow: string; readonly folder: string }
  | { readonly kind: 'wasm' }
  /** It is not there. Set-up downloads about `bytes` and keeps about `disk` bytes in `folder`. */
  | { readonly kind: 'download'; readonly what: string; readonly bytes: number; readonly disk: number; readonly folder: string }
  /** This machine cannot have it. */
  | { readonly kind: 'impossible'; readonly why: string }
);

/** Looks for the engine that serves a choice. Installs nothing, and uses no network. */
export async function lookForEngine(choice: EngineChoice, { cache: own, machine = thisMachine(), retry = false }: LookOptions = {}): Promise<EngineAvailability> {
  if (choice === 'wasm') return { kind: 'wasm', device: 'cpu' };
  const cache = cacheOf(machine, own);
  const hasNvidia = choice !== 'cpu' && machine.hasNvidia();
  const device = choice === 'gpu' || hasNvidia ? 'gpu' : 'cpu';
  const found = await findReady({ choice, retry, machine, cache, hasNvidia });
  if (found !== undefined && 'manifest' in found) {
    const { folder, manifest: { tensorflow, device: builtFor } } = found;
    return { kind: 'installed', device: builtFor === 'gpu' ? device : 'cpu', tensorflow, folder };
  }
  if (found !== undefined) return { kind: 'wasm', device: 'cpu' };
  if (choice === 'gpu' && !hasNvidia) return { kind: 'impossible', device, why: errors.noGpu().message };
  const plan = planFor(machine, device) ?? (choice === 'auto' ? planFor(machine, 'cpu') : undefined);
  if (plan === undefined) return { kind: 'download', device, what: `TensorFlow ${OLDER_TENSORFLOW}`, bytes: DISK[device], disk: DISK[device], folder: cache.folder };
  const what = `TensorFlow ${plan.tensorflow.version}${plan.device === 'gpu' ? ' and CUDA' : ''}`;
  return { kind: 'download', device: plan.device, what, bytes: downloadOf(plan), disk: diskOf(plan), folder: cache.folder };
}

export interface Wanted {
  readonly choice: Exclude<EngineChoice, 'wasm'>;
  readonly retry: boolean;
  /** Whether a folder of wheels was named. */
  readonly hasWheels?: boolean;
  readonly machine: Machine;
  readonly cache: Cache;
  readonly hasNvidia: boolean;
}

/** Returns the installed engine that serves a choice, or the failure after which `auto` takes WebAssembly; undefined where set-up is due. */
export async function findReady({ choice, retry, hasWheels = false, machine, cache, hasNvidia }: Wanted): Promise<InstalledEngine | Failure | undefined> {
  const { engines } = await findEngines(cache, machine);
  const engine = pickEngine(engines, choice, hasNvidia);
  const seeksGpu = retry && choice === 'auto' && hasNvidia && engine?.manifest.device !== 'gpu';
  if (engine !== undefined && !seeksGpu) return engine;
  return choice === 'auto' && !retry && !hasWheels ? readFailure(cache, machine) : undefined;
}

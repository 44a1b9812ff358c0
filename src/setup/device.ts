import { cacheOf } from './cache.js';
import { readFailure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { findEngines } from './manifest.js';
import { pickEngine, type EngineChoice } from './pick-engine.js';

/**
 * Returns the device that an engine will compute on, as far as it is known without installing or loading one. TensorFlow may
 * still find that it cannot use a GPU.
 * @param own the cache's folder. @default `WHISKER_CACHE`, or the platform's cache folder
 */
export async function expectedDevice(choice: EngineChoice, { cache: own, machine = thisMachine() }: { readonly cache?: string; readonly machine?: Machine } = {}): Promise<'cpu' | 'gpu'> {
  if (choice === 'gpu') return 'gpu';
  if (choice !== 'auto' || !machine.hasNvidia()) return 'cpu';
  const cache = cacheOf(machine, own);
  const engine = pickEngine((await findEngines(cache, machine)).engines, choice, true);
  if (engine !== undefined) return engine.manifest.device;
  // After a set-up that failed, `auto` is WebAssembly.
  return (await readFailure(cache, machine)) === undefined ? 'gpu' : 'cpu';
}

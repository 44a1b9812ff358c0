import type { EngineChoice } from '../engine/types.js';
import type { InstalledEngine } from './manifest.js';

/**
 * The engine that serves a choice best, of those installed: a GPU's engine first where there is a driver, a newer
 * TensorFlow before an older. A GPU's engine computes on a CPU too, and serves where there is no other.
 */
export function pickEngine(engines: readonly InstalledEngine[], choice: Exclude<EngineChoice, 'wasm'>, hasNvidia: boolean): InstalledEngine | undefined {
  const first = choice === 'gpu' || (choice === 'auto' && hasNvidia) ? 'gpu' : 'cpu';
  const rank = ({ manifest }: InstalledEngine): number => (manifest.device === first ? 0 : 1);
  const [best] = engines
    .filter(({ manifest }) => choice !== 'gpu' || manifest.device === 'gpu')
    .sort((a, b) => rank(a) - rank(b) || b.manifest.tensorflow.localeCompare(a.manifest.tensorflow, 'en', { numeric: true }));
  return best;
}

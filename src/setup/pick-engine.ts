import type { InstalledEngine } from './manifest.js';

/** The engine that a user asks for: TensorFlow on one device, WebAssembly, or the best available (`auto`). */
export type EngineChoice = 'auto' | 'cpu' | 'gpu' | 'wasm';

/**
 * Returns the installed engine that serves a choice best. A GPU engine comes first where there is an NVIDIA driver, and a
 * newer TensorFlow comes before an older one. A GPU engine also runs on the CPU, so it serves where there is no other.
 */
export function pickEngine(engines: readonly InstalledEngine[], choice: Exclude<EngineChoice, 'wasm'>, hasNvidia: boolean): InstalledEngine | undefined {
  const first = choice === 'gpu' || (choice === 'auto' && hasNvidia) ? 'gpu' : 'cpu';
  const rank = ({ manifest }: InstalledEngine): number => (manifest.device === first ? 0 : 1);
  const [best] = engines
    .filter(({ manifest }) => choice !== 'gpu' || manifest.device === 'gpu')
    .sort((a, b) => rank(a) - rank(b) || b.manifest.tensorflow.localeCompare(a.manifest.tensorflow, 'en', { numeric: true }));
  return best;
}

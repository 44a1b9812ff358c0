import { loadEngine, type Engine } from '../../src/engine/index.js';

/** Loads the engine that vitest's global setup installed. */
export const engineForTests = (): Promise<Engine> => loadEngine('auto', { report: () => undefined });

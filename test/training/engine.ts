import { loadEngine, type Engine } from '../../src/engine/index.js';

/** The engine that vitest's set-up made ready. */
export const engineForTests = (): Promise<Engine> => loadEngine('auto', { report: () => undefined });

import { createEngine, loadBackend } from '../../src/engine/index.js';
import { goldenSuite } from './suite.js';

const report = () => undefined;

goldenSuite('WebAssembly', async () => createEngine(await loadBackend('wasm', { report })));

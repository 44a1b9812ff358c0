import { createEngine, loadBackend } from '../../src/engine/index.js';
import { consistencySuite } from './consistency-suite.js';
import { goldenSuite } from './suite.js';

const report = () => undefined;

const load = async () => createEngine(await loadBackend('wasm', { report }));
goldenSuite('WebAssembly', load);
consistencySuite('WebAssembly', load);

import { createEngine, loadBackend } from '../../src/engine/index.js';
import { goldenSuite } from './suite.js';

const report = () => undefined;

goldenSuite("tfjs's stock operations", async () => createEngine(await loadBackend('auto', { report }), 'stock'));

import { createEngine, loadBackend } from '../../src/engine/index.js';
import { consistencySuite } from './consistency-suite.js';
import { goldenSuite } from './suite.js';

const report = () => undefined;

const load = async () => createEngine(await loadBackend('auto', { report }), 'stock');
goldenSuite("tfjs's stock operations", load);
consistencySuite("tfjs's stock operations", load);

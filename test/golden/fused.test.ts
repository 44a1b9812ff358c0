import { describe, it } from 'vitest';
import { createEngine, loadBackend } from '../../src/engine/index.js';
import { ensureEngine } from '../../src/setup/index.js';
import { consistencySuite } from './consistency-suite.js';
import { goldenSuite } from './suite.js';

const report = () => undefined;
const { kind } = await ensureEngine({ engine: 'auto', report });

if (kind === 'native') {
  const name = "TensorFlow's fused kernels";
  const load = async () => createEngine(await loadBackend('cpu', { report }), 'fused');
  goldenSuite(name, load, [true, false]);
  consistencySuite(name, load, [true, false]);
} else {
  describe("golden numbers on TensorFlow's fused kernels", () => it.todo('TensorFlow could not be set up on this machine'));
}

import { describe, it } from 'vitest';
import { createEngine, loadBackend } from '../../src/engine/index.js';
import { ensureEngine } from '../../src/setup/index.js';
import { goldenSuite } from './suite.js';

const report = () => undefined;
const { kind } = await ensureEngine({ engine: 'auto', report });

if (kind === 'native') goldenSuite("TensorFlow's fused kernels", async () => createEngine(await loadBackend('cpu', { report }), 'fused'));
else describe("golden numbers on TensorFlow's fused kernels", () => it.todo('TensorFlow could not be set up on this machine'));

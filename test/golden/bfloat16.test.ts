import { createEngine, loadBackend } from '../../src/engine/index.js';
import { goldenSuite } from './suite.js';

const report = (): void => undefined;
const { kind } = await loadBackend('auto', { report, precision: 'bf16' });
/**
 * Bfloat16 keeps eight bits: a number is right to 0.4 %. What eighteen layers make of that on six pictures is far more: PyTorch's
 * own autocast misses these logits by 0.035, these gradients by up to 0.88 in norm (nothing at all would be 1), and the losses of
 * the five steps by up to 0.23, with a processor's bfloat16 (AVX-512), of which ours misses them by as much. The changes
 * are Adam's, whose first steps are a gradient's sign: where that is nearly zero, rounding chooses it (unrelated ones would be
 * 1.4 apart). autocast.test.ts in
 * test/engine holds the operations one by one, and closer.
 */
const within = { logits: 0.1, trained: 0.15, loss: 0.01, pictures: 0.02, gradients: 0.95, changes: 1.2, statistics: 0.02, steps: 0.3 };
if (kind === 'native') {
  goldenSuite("TensorFlow's kernels in bfloat16", async () => createEngine(await loadBackend('cpu', { report }), 'fused', { precision: 'bf16', reason: 'a test' }), within);
}

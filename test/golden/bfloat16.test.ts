import { createEngine, loadBackend } from '../../src/engine/index.js';
import { goldenSuite } from './suite.js';

const report = (): void => undefined;
const { kind } = await loadBackend('auto', { report, precision: 'bf16' });
/**
 * bfloat16 keeps eight bits: a number is right to 0.4 %. After eighteen layers on six pictures far more is lost. PyTorch's
 * own autocast, with a processor's bfloat16 (AVX-512), misses these logits by 0.035, the gradients by up to 0.88 in norm
 * (1 would be unrelated) and the losses of the five steps by up to 0.23; ours misses them by as much. The changes are
 * Adam's: its first steps are the signs of gradients, and where a gradient is nearly zero rounding decides (1.4 would be
 * unrelated). test/engine/autocast.test.ts tests each operation, with closer bounds.
 */
const within = { logits: 0.1, trained: 0.15, loss: 0.01, pictures: 0.02, gradients: 0.95, changes: 1.2, statistics: 0.02, steps: 0.3 };
if (kind === 'native') {
  goldenSuite("TensorFlow's kernels in bfloat16", async () => createEngine(await loadBackend('cpu', { report }), 'fused', { precision: 'bf16', reason: 'a test' }), within);
}

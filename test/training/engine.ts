import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { createEngine } from '../../src/engine/index.js';
const require = createRequire(import.meta.url);
export async function engineForTests() {
  const u = require('node:util'); u.isNullOrUndefined ??= (v: unknown) => v == null; u.isArray ??= Array.isArray;
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend');
  const b = require('/tmp/spike/eng/out/lib/napi-v8/tfjs_binding.node');
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(b, 'x'));
  await tf.setBackend('tensorflow');
  return createEngine({ kind: 'native', device: 'cpu', version: 'x', description: 'x' }, 'fused');
}

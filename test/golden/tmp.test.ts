import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { createEngine } from '../../src/engine/index.js';
import { goldenSuite } from './suite.js';
const require = createRequire(import.meta.url);
const which = process.env.WHICH ?? 'fused';
goldenSuite(which, async () => {
  if (which === 'wasm') {
    const w = require('@tensorflow/tfjs-backend-wasm');
    w.setWasmPaths(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm').replace('tfjs-backend-wasm.wasm',''));
    await tf.setBackend('wasm'); await tf.ready();
    return createEngine({ kind: 'wasm', device: 'cpu', version: 'x', description: '' });
  }
  const u = require('node:util'); u.isNullOrUndefined ??= (v: unknown) => v == null; u.isArray ??= Array.isArray;
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend');
  const b = require('/tmp/spike/eng/out/lib/napi-v8/tfjs_binding.node');
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(b, 'x'));
  await tf.setBackend('tensorflow');
  return createEngine({ kind: 'native', device: 'cpu', version: 'x', description: '' }, which as 'fused');
});

import { memory } from '@tensorflow/tfjs-core';
import { errors } from './errors.js';
import { autocastKernels } from './kernels/autocast.js';
import { fusedKernels, uploadFused } from './kernels/fused.js';
import { stockKernels, uploadStock } from './kernels/stock.js';
import { registerWasmKernels } from './kernels/wasm.js';
import type { ChosenPrecision } from './precision.js';
import type { Engine } from './engine.js';

/** What is known of a backend once it is loaded. */
export type Backend = Pick<Engine, 'kind' | 'device' | 'version' | 'description'>;

/**
 * Makes an engine of tfjs's current backend.
 * @param kernels not the backend's best, for tests
 * @throws WorkFailed for bfloat16 on a backend that has none
 */
export function createEngine(
  backend: Backend, kernels: Engine['kernels']['name'] = backend.kind === 'native' ? 'fused' : 'stock', chosen: ChosenPrecision = { precision: 'f32', reason: 'the engine was loaded with it' },
): Engine {
  if (backend.kind === 'wasm') registerWasmKernels();
  const isFused = kernels === 'fused';
  const isBfloat16 = chosen.precision === 'bf16';
  if (isBfloat16 && !isFused) throw errors.noBfloat16(backend.description);
  return {
    ...backend,
    ...chosen,
    description: isBfloat16 ? `${backend.description}, bfloat16` : backend.description,
    kernels: isBfloat16 ? autocastKernels : isFused ? fusedKernels : stockKernels,
    upload: isFused ? uploadFused : uploadStock,
    memory() {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    },
  };
}

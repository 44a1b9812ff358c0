import { memory } from '@tensorflow/tfjs-core';
import { errors } from './errors.js';
import { fusedKernels, uploadFused } from './kernels/fused.js';
import { autocastKernels } from './kernels/autocast.js';
import { stockKernels, uploadStock } from './kernels/stock.js';
import { registerWasmKernels } from './kernels/wasm.js';
import type { ChosenPrecision } from './precision.js';
import type { Engine } from './types.js';

/** What a backend that was loaded says of itself. */
export interface Backend {
  readonly kind: Engine['kind'];
  readonly device: Engine['device'];
  readonly version: string;
  readonly description: string;
}

/**
 * The engine on tfjs's current backend.
 * @param kernels others than the backend's best: the golden tests hold both
 * @throws WorkFailed for bfloat16 where there is none
 */
export function createEngine(
  backend: Backend, kernels: Engine['kernels']['name'] = backend.kind === 'native' ? 'fused' : 'stock', chosen: ChosenPrecision = { precision: 'f32', reason: 'the engine was loaded so' },
): Engine {
  if (backend.kind === 'wasm') registerWasmKernels();
  const fused = kernels === 'fused';
  const half = chosen.precision === 'bf16';
  if (half && !fused) throw errors.noBfloat16(backend.description);
  return {
    ...backend,
    ...chosen,
    description: half ? `${backend.description}, bfloat16` : backend.description,
    kernels: half ? autocastKernels : fused ? fusedKernels : stockKernels,
    upload: fused ? uploadFused : uploadStock,
    memory() {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    },
  };
}

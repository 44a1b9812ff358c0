import { memory } from '@tensorflow/tfjs-core';
import { fusedKernels, uploadFused } from './kernels/fused.js';
import { stockKernels, uploadStock } from './kernels/stock.js';
import { registerWasmKernels } from './kernels/wasm.js';
import type { Engine } from './types.js';

/** What a backend that was loaded says of itself. */
export interface Backend {
  readonly kind: Engine['kind'];
  readonly device: Engine['device'];
  readonly version: string;
  readonly description: string;
}

/** The engine on tfjs's current backend. `kernels` chooses others than the backend's best: the golden tests hold both. */
export function createEngine(backend: Backend, kernels: Engine['kernels']['name'] = backend.kind === 'native' ? 'fused' : 'stock'): Engine {
  if (backend.kind === 'wasm') registerWasmKernels();
  const fused = kernels === 'fused';
  return {
    ...backend,
    kernels: fused ? fusedKernels : stockKernels,
    upload: fused ? uploadFused : uploadStock,
    memory() {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    },
  };
}

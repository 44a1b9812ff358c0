export { createEngine, type Backend } from './create.js';
export { normals, uniforms } from './noise.js';
export { operationsOn, type Operations } from './operations.js';
export { createAdam, type AdamNumbers } from './optimizers/adam.js';
export { createMomentum, type MomentumNumbers } from './optimizers/momentum.js';
export type { Learned, Optimizer } from './optimizers/optimizer.js';
export { Gradients, Tape, Value } from './tape.js';
export { BATCH_NORM, type Engine, type EngineChoice, type Geometry, type Kernels, type RunningStatistics, type Shape4D } from './types.js';

/**
 * TensorFlow's operations with gradients, and optimizers. Described in docs/engine.md.
 * @module
 */
export * from './errors.js';
export { EngineUnavailable, type EngineChoice, type SetupEvent, type SetupReport } from '../setup/index.js';
export {
  createAdam, createMomentum, Gradients, loadEngine, normals, operationsOn, Tape, uniforms, Value, yieldToEventLoop,
  type AdamNumbers, type AdamStep, type BatchNorm, type BatchNormOptions, type ConvGeometry, type EmaUpdate, type Engine, type ForwardResult, type Geometry, type InputGradient,
  type Kernels, type LoadOptions, type Mode, type MomentumNumbers, type MomentumStep, type NamedVariable, type Normalization, type Operations, type Optimizer, type OptimizerState,
  type ParameterUpdate, type Precision, type Rank, type RunningStatistics, type Shape4D, type Shapes, type StateTensor, type TapeValues, type Values,
} from '../engine/index.js';

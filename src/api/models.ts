/**
 * Networks, losses and weights as safetensors. Described in docs/engine.md.
 * @module
 */
export * from './errors.js';
export type { AnyOf, Kernels, Mode, NamedVariable, OperationName, OperationTypes, Rank, SymbolicTensor, SymbolicValues, Tape, TapeValues, TracedOperation, Value } from '../engine/index.js';
export {
  createClassifier, createEma, createGenerator, describeClassifier, describeGenerator, exportValues, generatorSizes, importValues, lossFake, lossLabelled, lossReal, noGrad,
  pretrainedWeights, readSafetensors, serializeSafetensors, trainableParameters,
  type Classifier, type ClassifierOptions, type ClassifierShape, type Ema, type FakeClass, type Freeze, type Generator, type GeneratorShape, type InferenceModel, type Initial,
  type IsGiven, type Layout, type Loss, type NamedValues, type Network, type NetworkSpec, type NormalizationName, type Parameter, type ParameterSpec, type SafetensorsFile,
  type Stem, type StoredTensor,
} from '../models/index.js';

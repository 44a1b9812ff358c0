/**
 * A trained model in a program of your own. Described in docs/serving.md.
 * @module
 */
export * from './errors.js';
export { version } from '../config/index.js';
export { EngineUnavailable } from '../setup/index.js';
export {
  ClassifierClosed, loadClassifier, NoCheckpoint, PictureRefused,
  type Classification, type ClassifyOptions, type ClassProbability, type EngineChoice, type LoadClassifierOptions, type PictureResult, type PictureSource,
  type RefusedPicture, type TrainedClassifier,
} from '../classify/index.js';

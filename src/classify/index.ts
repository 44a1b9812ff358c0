/** A trained model that classifies pictures. */
export type { EngineChoice } from '../setup/index.js';
export { NoCheckpoint } from '../training/index.js';
export type { Classification, ClassifyOptions, ClassProbability, PictureSource, PictureResult, RefusedPicture, TrainedClassifier } from './classifier.js';
export { ClassifierClosed, PictureRefused } from './errors.js';
export { loadClassifier, type LoadClassifierOptions } from './load.js';

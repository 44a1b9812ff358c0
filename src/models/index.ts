export { alone } from './alone.js';
export { createAverage, type Average } from './average.js';
export { createClassifier, describeClassifier, ownWidths, type ClassifierOptions, type ClassifierShape } from './classifier.js';
export { createGenerator, generatorLayouts } from './generator.js';
export { lossFake, lossLabelled, lossReal, type Loss, type Reality } from './losses.js';
export { readSafetensors, serializeSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors.js';
export type { Classifier, Description, Generator, Layout, Mode, NamedValues, Parameter, Settled } from './types.js';
export { exportValues, importValues, pytorchShape } from './values.js';

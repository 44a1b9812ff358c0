export { alone } from './alone.js';
export { createClassifier, ownWidths, type ClassifierOptions } from './classifier.js';
export { createGenerator, generatorLayouts } from './generator.js';
export { lossFake, lossLabelled, lossReal, type Loss, type Reality } from './losses.js';
export { createResNet18 } from './resnet18.js';
export { readSafetensors, serializeSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors.js';
export type { Classifier, Generator, Layout, Mode, NamedValues, Parameter } from './types.js';
export { exportValues, importValues, pytorchShape } from './values.js';

export { noGrad } from './no-grad.js';
export { createEma, type Ema } from './ema.js';
export { createClassifier, describeClassifier, ownWidths, type ClassifierOptions, type ClassifierShape } from './classifier.js';
export { createGenerator, generatorLayouts } from './generator.js';
export { lossFake, lossLabelled, lossReal, type Loss, type FakeClass } from './losses.js';
export { readSafetensors, serializeSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors.js';
export type { Classifier, ParameterSpec, Generator, Layout, Mode, NamedValues, Parameter, InferenceModel } from './types.js';
export { exportValues, importValues, pytorchShape } from './values.js';

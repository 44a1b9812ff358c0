export { digits, type DigitsOptions } from '../synth/digits.js';
export { openDataset, requireClasses } from './open.js';
export { drawPets, type PetsOptions } from '../synth/pets.js';
export type { OnProgress, Progress, Written } from '../synth/progress.js';
export { readSplit, writeSplit, type PartName } from './split-file.js';
export { split, type SplitSizes } from './split.js';
export type { Dataset, LabelledSample, Sample, Split } from './types.js';
export { pictureExtensions } from './walk.js';

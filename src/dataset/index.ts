export { openDataset, requireClasses, type OpenOptions } from './open.js';
export { readSplit, writeSplit } from './split-file.js';
export { split, type SplitSizes } from './split.js';
export type { Dataset, LabelledSample, Sample, Split } from './types.js';
export { nfc } from './names.js';
export { describeRelabelled } from './relabelled.js';
export { describeDoubts } from './doubts.js';
export { isJpeg, walk } from './walk.js';

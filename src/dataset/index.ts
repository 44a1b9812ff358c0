export { scanDataset, requireClasses, type ScanOptions } from './scan.js';
export { readSplit, writeSplit, type SplitPart } from './split-file.js';
export { split, type SplitSizes } from './split.js';
export type { Dataset, LabelledSample, ScannedSample, Split } from './types.js';
export { nfc } from './names.js';
export { describeRelabelled } from './relabelled.js';
export { describeDoubts } from './doubts.js';
export { isJpeg, walk } from './walk.js';

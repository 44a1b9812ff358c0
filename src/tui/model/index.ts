export type { Message } from './messages.js';
export type { Baseline, Best, Classes, EpochRow, GridFile, GridKind, Model, PipelineHistory } from './model.js';
export { bestOf, classesOf, paceOf, progressOf, takesPictures } from './progress.js';
export type { SeriesPoint } from './gatherer.js';
export { newSeries, type Series } from './series.js';
export { empty, reduce, withBaseline } from './reduce.js';
export { itemsOf, sizeOf, type Chunks } from './chunks.js';

export type { Message } from './messages.js';
export type { Baseline, Best, GridFile, GridKind, Model } from './model.js';
export { bestOf, paceOf, progressOf, takesPictures } from './progress.js';
export type { SeriesPoint } from './gatherer.js';
export { newSeries, type Series } from './series.js';
export { empty, reduce, withBaseline } from './reduce.js';

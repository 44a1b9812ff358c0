export type { LogFile } from './appender.js';
export { logTo, openEventLog, type EventLog } from './log.js';
export { parseLine, readEvents, type JudgedLine, type Skipped } from './read.js';
export { eventBody, SCHEMA_VERSION, type EventBody, type EventOf, type RunEvent, type Score } from './schema.js';
export { stamp } from './stamp.js';
export { openTensorBoard, type TensorBoard } from './tensorboard.js';
export type { RunWish } from './wish.js';

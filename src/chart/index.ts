export { extentOf, stepAxis, valueAxis, type Axis, type Tick, type Unit } from './axis.js';
export { filledBar } from './bar.js';
export { logAxis } from './log-axis.js';

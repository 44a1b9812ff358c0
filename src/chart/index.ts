export { extentOf, stepAxis, valueAxis, type Axis, type Tick, type Unit } from './axis.js';
export { logAxis } from './log-axis.js';

export { stepAxis, valueAxis, type Axis, type Unit } from './axis.js';
export type { Tick } from './ticks.js';

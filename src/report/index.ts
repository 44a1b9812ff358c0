export { count, counted, duration, percent, percentSpread, spread, worth, type Tested } from './words.js';
export { writeReport } from './write.js';

export { describeGains, percentSpread } from './gain.js';
export { writeReport } from './write.js';

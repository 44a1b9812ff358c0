export { describeGains, percentSpread } from './gain.js';
export { writeRings, type RingsResult } from './rings-page.js';
export { writeReport } from './write.js';

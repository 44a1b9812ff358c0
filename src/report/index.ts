export { describeGains, percentSpread } from './gain.js';
export { writeRings, type RingsResult } from './rings-page.js';
export { reportCsv, writeReport, type ReportOptions } from './write.js';

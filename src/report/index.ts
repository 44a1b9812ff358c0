export { describeGain, percentSpread, spread, type RecipeResults } from './gain.js';
export { writeReport } from './write.js';

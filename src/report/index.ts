export { percentSpread, spread, describeGain, type RecipeResults } from './words.js';
export { writeReport } from './write.js';

export { codeOf, isPathError, reasonOf, WhiskerError, WorkFailed, WrongCommand } from './errors.js';
export { formatBytes, formatClock, formatCount, formatDuration, formatPercent, formatRate, formatTimeLeft, formatTimeOfDay, pluralize } from './format.js';
export { helpOf, type OptionHelp } from './help.js';
export { nearest } from './nearest.js';
export {
  allOptions, choice, compareOptions, flag, integer, integerOrAuto, modelOptions, pipelineOptions, presets, recipeNames, recipeOptions, runOptions, splitOptions,
  text, trainOptions,
  type CompareOptions, type OptionSpec, type PresetName, type PresetValues, type RecipeName, type RecipeOptions, type TrainOptions, type ValueOf, type ValuesOf,
} from './options.js';
export { trackProgress, type OnProgress, type Progress } from './progress.js';
export { resolveOptions, resolveTable, resolveWords, type OptionSources, type PerRecipe } from './resolve.js';
export { expectedOf, type OptionValue } from './values.js';
export { toYaml, type WritableOptions } from './yaml.js';

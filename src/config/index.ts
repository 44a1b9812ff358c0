/** Options: their tables, where their values come from, and their help. */
export { choosePreset, type ChosenPreset, type PresetCommand } from './default-preset.js';
export { checkFields, type FieldNames } from './fields.js';
export { formatBytes, formatClock, formatCount, formatDuration, formatPercent, formatRate, formatTimeLeft, formatTimeOfDay, formatWhen, listed, pluralize } from './format.js';
export { helpOf, helpOfRecipes, type OptionHelp } from './help.js';
export { didYouMean, nearest } from './nearest.js';
export { modelOptions, optionsWithoutEffect, pipelineOptions, presetNames, presets, runOptions, splitOptions, trainOptions, type PresetName, type SharedOptions } from './options.js';
export { forTerminal, printable, typable, typableOn } from './printable.js';
export { trackProgress, type OnProgress, type Progress } from './progress.js';
export { compareOptions, recipeNames, optionsOfAny, recipeOption, type RecipeTables, type RecipeValues } from './recipes.js';
export { askedOf, resolveComparison, resolveOptions, resolveTable, resolveWords, type ComparisonOptions, type OptionSources, type TrainOptions } from './resolve.js';
export {
  choice, flag, integer, integerOrAuto, naming, number, text,
  type AnyOption, type ChoiceOption, type FlagOption, type Named, type NumberOption, type OptionSpec, type OptionTable, type OptionValue, type TextOption, type ValueOf, type ValuesOf,
} from './spec.js';
export { expectedOf } from './values.js';
export { packageName, version } from './version.js';
export { codeOf, isPathError, reasonOf, WhiskerError, WorkFailed, WrongCommand, writeReason, type WhiskerErrorOptions } from './whisker-error.js';
export { toYaml, type OptionFile } from './yaml.js';
export { loadSharp } from './sharp-package.js';
export { yaml } from './yaml-package.js';

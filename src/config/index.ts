export { codeOf, reasonOf, WhiskerError, WorkFailed, WrongCommand } from './errors.js';
export {
  modelOptions, pipelineOptions, presets, recipeOptions, runOptions, splitOptions, trainOptions,
  type OptionSpec, type PresetName, type RecipeOptions, type TrainOptions, type ValueOf, type ValuesOf,
} from './options.js';

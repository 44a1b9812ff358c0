/**
 * Runs and their evaluation; and recipes of your own. Described in docs/recipes.md.
 * @module
 */
export * from './errors.js';
export {
  choice, flag, integer, integerOrAuto, number, text,
  type AnyOption, type ChoiceOption, type ComparisonOptions, type FlagOption, type Named, type NumberOption, type OnProgress,
  type OptionSources, type OptionSpec, type OptionTable, type OptionValue, type Progress, type RecipeValues,
  type SharedOptions, type TextOption, type TrainOptions, type ValueOf, type ValuesOf,
} from '../config/index.js';
export { readSplit, scanDataset, split, writeSplit, type Dataset, type LabelledSample, type ScannedSample, type ScanOptions, type Split, type SplitPart, type SplitSizes } from '../dataset/index.js';
export { LostLock } from '../disk/index.js';
export type { Engine, Gradients, NamedVariable } from '../engine/index.js';
export type { EventOf, RunCommand, RunEvent, Score } from '../events/index.js';
export { lossFake, lossLabelled, lossReal, trainableParameters, type Classifier, type FakeClass, type Generator, type Loss, type Network, type Parameter } from '../models/index.js';
export { BadPictures, type DecodePool, type Pipeline, type PipelineOptions, type Quarantined, type View } from '../pipeline/index.js';
export { EngineUnavailable } from '../setup/index.js';
export {
  crossEntropy, DataChanged, dryRun, evaluate, holdStatistics, lossOfTargets, measureRunTime, NoCheckpoint, NotFinite, prepareComparison, prepareRun, recipes,
  resolveComparison, resolveOptions, resumeRun, RunDone, RunExists, RunInUse, scheduleOf,
  type AdamOptions, type ClassScore, type CompareEvent, type CompareRequest, type Comparison, type ComparisonRow, type DryRun, type EvaluatedSet,
  type EvaluateRequest, type Evaluation, type FeatureLimits, type FeatureSet, type FeatureTable, type Input, type InputBatch, type Inputs, type LossTerm, type MachineMemory,
  type Measured, type MemoryEstimate, type OptimizerOptions, type Pace, type PicturePrediction, type PreparedComparison,
  type PreparedRun, type Recipe, type RecipeContext, type RecipeOptimizer, type RecipeOptions, type RecipeTable, type ResumeContext, type Rows, type RunContext,
  type RunOptionSources, type RunRequest, type RunTime, type Schedule, type ScheduleOptions, type SgdOptions, type SplitResult, type Spread, type Step, type StepBatches,
  type TrainedContext, type WriteFile,
} from '../training/index.js';

/** Runs and their evaluation; and recipes. */
// What a run is asked for with.
export type { TrainOptions } from '../config/index.js';
export { resolveComparison, resolveOptions, type RunOptionSources } from './options.js';
// What recipes are made of.
export type { LossTerm } from './recipes/backward.js';
export { crossEntropy, lossOfTargets } from './recipes/cross-entropy.js';
export { holdStatistics } from './recipes/hold-statistics.js';
export { scheduleOf, type ScheduleOptions } from './recipes/schedule.js';
export type { AdamOptions, FeatureLimits, Input, InputBatch, Inputs, Measured, OptimizerOptions, Recipe, RecipeContext, RecipeOptimizer, RecipeOptions, RecipeTable, Schedule, SgdOptions, Step, StepBatches } from './recipes/recipe.js';
export { inputsOf, takesUnlabelled } from './recipes/recipe.js';
export { recipes } from './recipes/index.js';
export { recipeTables } from './recipes/tables.js';
export type { TrainingSetup } from './recipes/recipe-models.js';
export { beginTraining, type TrainingState } from './recipes/training-state.js';
export type { FeatureSet } from './features/feature-store.js';
export type { FeatureTable } from './features/feature-table.js';
export type { Rows } from './features/logistic-regression.js';
// Runs.
export type { WriteFile } from './checkpoint/fileset.js';
export type { MachineMemory } from './check-memory.js';
export { prepareComparison, type CompareEvent, type CompareRequest, type PreparedComparison } from './compare/compare.js';
export type { Comparison, ComparisonRow, Spread, SplitResult } from './compare/comparison-table.js';
export { dryRun, type DryRun } from './dry-run.js';
export { resolvePrecision, type ResolvedPrecision } from './precision.js';
export { measureRunTime, type Pace, type RunTime } from './run-time.js';
export { evaluate, type EvaluatedSet, type EvaluateRequest } from './evaluation/evaluate.js';
export { estimateMemory, evaluationBatch, passesAtOnce, type Counts, type MemoryEstimate } from './memory.js';
export { recipeOf, type RunContext } from './run/plan.js';
export { logitsOf } from './evaluation/eval-model.js';
export { softmax } from './evaluation/score.js';
export { openTrained, type Trained } from './evaluation/trained.js';
export { DataChanged, NoCheckpoint, NotFinite, RunDone, RunExists, RunInUse } from './errors.js';
export { readRecord, type About, type RunRecord } from './run/record.js';
export { resumeRun, type ResumeContext } from './run/resume.js';
export { openRunData } from './run/run-data.js';
export { prepareRun, type PreparedRun, type RunRequest } from './run/run.js';
export { formatPredictions, type PicturePrediction } from './evaluation/predictions.js';
export type { ClassScore, Evaluation } from './evaluation/score.js';
export { createStepProbe, streamedViews, type StepProbe, type StepProbeRequest } from './step-probe.js';
// The demo of two circles.
export { trainRings, type RingsRequest } from './rings/train-rings.js';
export type { TrainedContext } from './evaluation/trained.js';

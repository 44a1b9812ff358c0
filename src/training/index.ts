/** Runs, their evaluation and their predictions; and recipes: `whisker/recipes`. */
// What a run is asked for with: options, pictures, a split.
export type { TrainOptions } from '../config/index.js';
export { openDataset, readSplit, split, type Dataset, type Split } from '../dataset/index.js';
export { resolveComparison, resolveOptions, type RunOptionSources } from './options.js';
// What recipes are made of.
export { lossFake, lossLabelled, lossReal, trainableParameters, type Classifier, type FakeClass, type Generator, type Loss } from '../models/index.js';
export { crossEntropy, type LossTerm } from './backward.js';
export type { View } from '../pipeline/index.js';
export type { Input, InputBatch, Inputs, Recipe, RecipeContext, RecipeOptimizer, RecipeOptions, RecipeTable, Schedule, Step, StepBatches } from './recipe.js';
export { takesUnlabelled } from './recipe.js';
export { recipes, recipeTables } from './recipes/index.js';
export type { TrainingSetup } from './recipe-models.js';
export { beginTraining, type TrainingState } from './training-state.js';
// Runs.
export { prepareComparison, type CompareEvent, type CompareRequest, type PreparedComparison } from './compare.js';
export type { Comparison, ComparisonRow, Spread, SplitResult } from './comparison-table.js';
export { dryRun, type DryRun } from './dry-run.js';
export { evaluate, type EvaluateRequest } from './evaluate.js';
export { estimateMemory, passesAtOnce, type Counts, type MemoryEstimate } from './memory.js';
export { recipeOf, type RunContext } from './plan.js';
export { predict, type Prediction, type PredictRequest } from './predict.js';
export { readRecord, type About, type RunRecord } from './record.js';
export { resumeRun } from './resume.js';
export { prepareRun, type PreparedRun, type RunRequest } from './run.js';
export type { ClassScore, Evaluation } from './score.js';
export { createStepProbe, type StepProbe, type StepProbeRequest } from './step-probe.js';
export type { TrainedContext } from './trained.js';

/** Training and what comes of it: runs, their evaluation and predictions; and the recipes, `whisker/recipes`. */
// What a run is asked for with: its options by the names and words of the command line, its pictures and who plays which part.
export { resolveOptions, type OptionSources, type TrainOptions } from '../config/index.js';
export { openDataset, readSplit, split, type Dataset, type Split } from '../dataset/index.js';
export { lossFake, lossLabelled, lossReal, type Classifier, type Generator, type Loss, type FakeClass } from '../models/index.js';
export { prepareComparison, type CompareEvent, type CompareRequest, type PreparedComparison } from './compare.js';
export { evaluate, type EvaluateRequest } from './evaluate.js';
export { estimateMemory, passesAtOnce, type Counts, type MemoryEstimate } from './memory.js';
export { dryRun, type DryRun } from './dry-run.js';
export { type RunContext } from './plan.js';
export { predict, type Prediction, type PredictRequest } from './predict.js';
export { createStepProbe, type StepProbe, type StepProbeRequest } from './step-probe.js';
export { chooseRecipe, recipes } from './recipes/index.js';
export { trainableParameters, lossAgainst, lossValues, pass, passes, withLabels, type LossTerm } from './recipes/step.js';
export { readRecord, type About, type RunRecord } from './record.js';
export { resumeRun } from './resume.js';
export { prepareRun, type PreparedRun, type RunRequest } from './run.js';
export type { ClassScore, Evaluation } from './score.js';
export type { Comparison, ComparisonRow, Spread, SplitResult } from './comparison-table.js';
export type { TrainedContext } from './trained.js';
export type { Recipe, RecipeContext, RecipeNumbers, StepInput, Stepper } from './types.js';

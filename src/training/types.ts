import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { RecipeOptions } from '../config/index.js';
import type { Engine, OptimizerState } from '../engine/index.js';
import type { Classifier, Generator } from '../models/index.js';
import type { Source } from '../pipeline/index.js';

/** A recipe's numbers with every default filled in. */
export type RecipeNumbers = { readonly [Name in keyof RecipeOptions]: NonNullable<RecipeOptions[Name]> };

export interface RecipeContext {
  readonly engine: Engine;
  readonly classifier: Classifier;
  readonly generator: Generator | null;
  readonly numbers: RecipeNumbers;
  /** Generated pictures in a step. */
  readonly batch: number;
  readonly seed: number;
  /** Whether the memory is there for a step's passes through the classifier at once (`passes`). */
  readonly atOnce: boolean;
}

/** What one step takes: tensors that the caller made and disposes. */
export interface StepInput {
  /** Steps done before this one: with the seed, all that the step's noise depends on. */
  readonly step: number;
  readonly labelled: { readonly pictures: Tensor4D; readonly labels: Int32Array };
  /** Absent where the recipe does not name it among its sources. */
  readonly unlabelled?: Tensor4D;
  /** Noise of a step, [batch, noise] row by row, instead of the recipe's own: golden tests bring theirs. */
  readonly noise?: (step: number) => Float32Array;
}

/** A recipe at work: its optimizers and what they remember. */
export interface Stepper {
  /** Does one step and tells its losses, by the recipe's names for them. */
  step(input: StepInput): Promise<Record<string, number>>;
  /** The optimizers' memory, by name, for the checkpoint. Steps taken are the checkpoint's own. */
  readonly memory: readonly OptimizerState[];
  /** Tells the optimizers how many steps they have taken: after a resume. */
  resumeAt(steps: number): void;
  dispose(): void;
}

/**
 * How to train: a value, so that a new one is one new file, in `recipes/` or in anybody's own code, which hands it to
 * `prepareRun` as `recipe`. What it is made of stands beside it in `whisker/recipes` (`trainableParameters`, `pass`, `passes`, `lossAgainst`, `withLabels`,
 * `lossValues`, the losses) and `whisker/engine` (the optimizers).
 */
export interface Recipe {
  readonly name: string;
  /** A line for `--help`. */
  readonly summary: string;
  /** The batches that a step takes, one of each. */
  readonly sources: readonly Source[];
  readonly losses: readonly string[];
  readonly defaults: RecipeNumbers;
  /** Outputs of the classifier: one a class, or one more where generated pictures have a class of their own. */
  outputs(classes: number): number;
  begin(context: RecipeContext): Stepper;
}

import type { Scalar, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { checkFields, type FieldNames, type NumberOption, type OptionTable, type RecipeValues, type SharedOptions, type TrainOptions, type ValuesOf } from '../../config/index.js';
import type { Gradients, NamedVariable } from '../../engine/index.js';
import type { Classifier, Generator } from '../../models/index.js';
import type { View } from '../../pipeline/index.js';
import type { FeatureSet } from '../features/feature-store.js';
import type { FeatureTable } from '../features/feature-table.js';
import type { LossTerm } from './backward.js';

/**
 * A way to train: a value in one file, in `recipes/` or in your own code (`prepareRun({ recipe })`). It declares what it
 * needs; the pipeline serves it, and the run evaluates and saves what `begin` makes. So a recipe needs no code for resuming.
 */
export interface Recipe<Table extends RecipeTable = RecipeTable> {
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  /** Its own options. The command line, YAML, `--help` and `run.yaml` take them from here. */
  readonly options: Table;
  /** Names of the losses, in the order of the panels. */
  readonly losses: readonly string[];
  /** Names of what a step measures besides its losses: shares, 0 to 1. @default none */
  readonly shares?: readonly string[];
  /** Returns the batches of a step, by name. */
  inputs(options: RecipeOptions<Table>): Inputs;
  /** Returns the number of pictures that a step generates. Absent or 0: the recipe has no generator. */
  generated?(options: RecipeOptions<Table>): number;
  /** Returns the pictures in each pass of a step through the classifier, for the estimate of the memory. @default those of the inputs, and the generated ones */
  passes?(options: RecipeOptions<Table>): readonly number[];
  /** Returns the most pictures of each set whose features it asks for (`RecipeContext.features`): the estimate of the memory counts them. @default none */
  features?(options: RecipeOptions<Table>): FeatureLimits;
  /** Returns the number of outputs of the classifier. */
  outputs(classes: number, options: RecipeOptions<Table>): number;
  /** Returns the number of epochs, where it is not simply the option. */
  epochs?(options: RecipeOptions<Table>): number;
  /** Returns a sentence for the log of a new run: what its numbers do not show; or null. */
  note?(options: RecipeOptions<Table>): string | null;
  /** Returns a sentence for the log where an epoch went wrong, or null. @param measured the means over the epoch */
  warning?(measured: Measured, options: RecipeOptions<Table>): string | null;
  /**
   * Makes the networks and their optimizers, and returns the step. They have fresh weights here, or zeros: those of a checkpoint
   * or of --weights are set afterwards.
   */
  begin(context: RecipeContext<Table>): Step;
}

/** The fields of a recipe. */
export const recipeNames: FieldNames<Recipe> = {
  name: true, summary: true, options: true, losses: true, shares: true, inputs: true, generated: true, passes: true, features: true, outputs: true, epochs: true, note: true, warning: true, begin: true,
};

/** The most pictures of each set whose features a recipe asks for. */
export type FeatureLimits = Readonly<Partial<Record<FeatureSet, number>>>;

/** What a step measured, or the means over an epoch, by name. */
export interface Measured {
  readonly losses: Readonly<Record<string, number>>;
  readonly shares: Readonly<Record<string, number>>;
}

/** Options of a recipe. Every recipe says how many epochs it takes. */
export type RecipeTable = OptionTable & { readonly epochs: NumberOption };

/** The values of all options that a recipe sees: those of every run, and its own. */
export type RecipeOptions<Table extends RecipeTable = RecipeTable> = SharedOptions & ValuesOf<Table>;

/** Returns the options as a recipe sees them. They were resolved from its own table. */
export const optionsOf = ({ recipeOptions, ...shared }: TrainOptions): RecipeOptions => ({ ...shared, ...recipeOptions }) as SharedOptions & RecipeValues as RecipeOptions;

/**
 * Returns the inputs of a recipe.
 * @throws WrongCommand where one has an unknown field
 */
export function inputsOf(recipe: Recipe, options: TrainOptions): Inputs {
  const inputs = recipe.inputs(optionsOf(options));
  for (const [name, input] of Object.entries(inputs)) checkFields(`The input ${name} of the recipe ${recipe.name}`, input, { set: true, batch: true, views: true });
  return inputs;
}
export const outputsOf = (recipe: Recipe, classes: number, options: TrainOptions): number => recipe.outputs(classes, optionsOf(options));
/** Returns the pictures in a batch of an input. */
export const batchSizeOf = ({ set, batch }: Input, counts: { readonly labelled: number; readonly unlabelled: number }): number =>
  batch === 'all' ? counts[set] : Math.min(batch, counts[set]);
/** Whether every batch of an input is the same: the whole labelled set, as it is. It is decoded and uploaded once. */
export const isRepeated = (input: Input, counts: { readonly labelled: number; readonly unlabelled: number }): boolean => {
  const views = Object.values(input.views);
  return input.set === 'labelled' && batchSizeOf(input, counts) === counts.labelled && views.length === 1 && views[0] === 'none';
};
/** Returns the number of pictures that a step generates. */
export const generatedBy = (recipe: Recipe, options: TrainOptions): number => recipe.generated?.(optionsOf(options)) ?? 0;
export const featureLimitsOf = (recipe: Recipe, options: TrainOptions): FeatureLimits => recipe.features?.(optionsOf(options)) ?? {};
/** Returns the number of epochs. */
export const epochsOf = (recipe: Recipe, options: TrainOptions): number => recipe.epochs?.(optionsOf(options)) ?? optionsOf(options).epochs;
export const takesUnlabelled = (recipe: Recipe, options: TrainOptions): boolean => Object.values(inputsOf(recipe, options)).some(({ set }) => set === 'unlabelled');

/** The inputs of a recipe, by names of its choice. */
export type Inputs = Readonly<Record<string, Input>>;

/**
 * Where the batches of an input come from. A step takes one batch of each input. An epoch is one pass over the input with
 * the most batches; the others start again when they come to their end.
 */
export interface Input {
  readonly set: 'labelled' | 'unlabelled';
  /**
   * Pictures in a batch, in shuffled order. `all`, or a number of no less than the set has: the whole set in every step, in
   * the order of the split.
   */
  readonly batch: number | 'all';
  /** How each picture is augmented, by a name of the recipe's choice: `{ weak: 'weak', strong: 'strong' }`. */
  readonly views: Readonly<Record<string, View>>;
}

/** The batches of one step, by the names of the inputs. The tensors stay the run's. */
export type StepBatches = Readonly<Record<string, InputBatch>>;

/** One batch of an input. */
export interface InputBatch {
  /** The pictures of each view, by name: float32 RGB in [0, 1], NHWC. The same picture has the same row in every view. */
  readonly views: Readonly<Record<string, Tensor4D>>;
  /** The class of each picture; -1 where it has none. */
  readonly labels: Int32Array;
  /** The place of each picture in its set. */
  readonly indices: Int32Array;
}

/**
 * Takes one step and returns its losses and then its shares, in the order of their names. The run reads and disposes them.
 * @param step steps done before this one, from 0
 */
export type Step = (batches: StepBatches, step: number) => Promise<readonly Scalar[]>;

/** A rate for each step, from step 0. */
export type Schedule = (step: number) => number;

/**
 * What a recipe makes its networks and optimizers with. Everything made here is saved in checkpoints under its name, is set
 * again when the run is resumed, and is disposed with the run.
 */
export interface RecipeContext<Table extends RecipeTable = RecipeTable> {
  readonly options: RecipeOptions<Table>;
  readonly classes: number;
  readonly stepsPerEpoch: number;
  /** Steps of the whole run, for schedules. */
  readonly steps: number;

  /** Makes the classifier of the options. Once. */
  classifier(): Classifier;
  /** Makes the generator of the options. Once. */
  generator(): Generator;
  /**
   * Makes a copy of a network that follows it after each step: copy = decay * copy + (1 - decay) * network. The run then
   * evaluates the classifier's copy and saves it as the best, and draws samples with the generator's.
   */
  ema<Network extends Classifier | Generator>(network: Network, decay: number): Network;
  /** Makes a tensor that is saved in checkpoints. A step changes it with `assign`. */
  state(name: string, initial: Float32Array): Variable;

  /** Adam. @param name where checkpoints keep its moments */
  adam(name: string, parameters: readonly NamedVariable[], options: AdamOptions): RecipeOptimizer;
  /** SGD with momentum. */
  sgd(name: string, parameters: readonly NamedVariable[], options: SgdOptions): RecipeOptimizer;

  /**
   * One training pass of the classifier on each term's pictures. Adds the gradients, and returns the losses in the order
   * of the terms. Batch norm sees each term's pictures separately.
   * @param oneBatch whether batch norm sees the pictures of all terms as one batch. @default false
   */
  backward(classifier: Classifier, terms: readonly LossTerm[], gradients: Gradients, oneBatch?: boolean): Promise<Scalar[]>;
  /**
   * Returns the features of a set: what the classifier's last layer takes, for each picture that can be read. They are computed
   * once, by the classifier as it is now, and kept in the run: so a recipe that asks for them leaves all but the last layer
   * as it is. To be called in a step.
   * @param limit most pictures that are taken, from the whole set at equal distances. @default all
   */
  features(set: FeatureSet, limit?: number): Promise<FeatureTable>;
  /** Returns standard normals that depend on (seed, name, step) alone. The caller disposes them. */
  normals(name: string, step: number, shape: readonly [number, number]): Tensor2D;
}

/** What every optimizer takes. */
export interface OptimizerOptions {
  readonly learningRate: Schedule;
  /** Largest norm of the gradients, all together; 0: no limit. @default 0 */
  readonly clip?: number;
}

export interface AdamOptions extends OptimizerOptions {
  readonly beta1: number;
  readonly beta2: number;
}

export interface SgdOptions extends OptimizerOptions {
  readonly momentum: number;
  /** L2: this times the weight is added to the gradient. */
  readonly weightDecay: number;
  /** `weights`: biases and batch norms do not decay. @default all */
  readonly decayed?: 'all' | 'weights';
}

/** An optimizer and the gradients that wait for its next step. */
export interface RecipeOptimizer {
  readonly gradients: Gradients;
  /** Moves the parameters along the gradients, then clears these. */
  step(): Promise<void>;
}

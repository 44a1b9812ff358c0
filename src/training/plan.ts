import type { Observable } from 'rxjs';
import type { RecipeOptions, TrainOptions } from '../config/index.js';
import type { Split } from '../dataset/index.js';
import type { Engine } from '../engine/index.js';
import type { RunCommand } from '../events/index.js';
import type { SafetensorsFile } from '../models/index.js';
import type { Pipeline, PipelineOptions } from '../pipeline/index.js';
import type { Checkpoint } from './checkpoint.js';
import type { WriteFile } from './fileset.js';
import type { RunPaths } from './folder.js';
import { chooseRecipe } from './recipes/index.js';
import type { Recipe, RecipeNumbers } from './types.js';
import type { Fit } from './weights.js';

/** What every run can be given. */
export interface RunContext {
  /** Ends the run between two steps, after a checkpoint. */
  readonly signal?: AbortSignal;
  /** An engine that is loaded already; else the one that `options.engine` names is. There is one a process. */
  readonly engine?: Engine;
  /** Writes the files of a checkpoint. @default to a temporary file, synced and renamed */
  readonly write?: WriteFile;
  /** What watchers wish of the run. It is taken up between two steps, and an event tells what became of it. @default nobody wishes anything */
  readonly commands?: Observable<RunCommand>;
  /** Sentences for the run's log, of what befalls the process that it runs in. */
  readonly notes?: Observable<string>;
  /** A recipe of one's own, in place of the one that the options name. Whoever resumes the run brings it again. */
  readonly recipe?: Recipe;
  /** Where unlabelled batches come from: a stream that is recorded, or replayed in place of the real one. @default createPipeline */
  readonly createPipeline?: (options: PipelineOptions) => Pipeline;
}

/** Loads the engine, telling what takes long in a line now and then. */
export type ObtainEngine = (tell: (message: string) => void, signal: AbortSignal) => Promise<Engine>;

/** Weights of a file, which fit the classifier but perhaps for its head. */
export interface Pretrained {
  readonly path: string;
  readonly file: SafetensorsFile;
  readonly fit: Fit;
}

/** A run that was checked and can begin. */
export interface Plan {
  readonly paths: RunPaths;
  readonly options: TrainOptions;
  readonly recipe: Recipe;
  readonly numbers: RecipeNumbers;
  readonly split: Split;
  /** Weights that the classifier starts from. */
  readonly pretrained: Pretrained | null;
  /** Where the run goes on; null: at its beginning. */
  readonly start: Checkpoint | null;
  /** What to tell at the start. */
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  readonly obtainEngine: ObtainEngine;
  readonly write?: WriteFile;
  readonly createPipeline?: NonNullable<RunContext['createPipeline']>;
}

/** The recipe `own`, or else the one that the options name, with its numbers: the options' where they are set, else its own. */
export function recipeOf(options: TrainOptions, own?: Recipe): { readonly recipe: Recipe; readonly numbers: RecipeNumbers } {
  const recipe = own ?? chooseRecipe(options.recipe, options['fake-class']);
  const number = (name: keyof RecipeOptions): number => options[name] ?? recipe.defaults[name];
  return {
    recipe,
    numbers: {
      epochs: number('epochs'),
      'learning-rate': number('learning-rate'),
      beta1: number('beta1'),
      beta2: number('beta2'),
      momentum: number('momentum'),
      'weight-decay': number('weight-decay'),
      ema: number('ema'),
    },
  };
}

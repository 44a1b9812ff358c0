import type { Observable } from 'rxjs';
import { checkFields, type FieldNames, type TrainOptions } from '../../config/index.js';
import type { Split } from '../../dataset/index.js';
import type { Engine } from '../../engine/index.js';
import type { RunCommand } from '../../events/index.js';
import type { SafetensorsFile } from '../../models/index.js';
import type { DecodePool, Pipeline, PipelineOptions } from '../../pipeline/index.js';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import type { WriteFile } from '../checkpoint/fileset.js';
import type { Fit } from '../checkpoint/weights.js';
import { errors } from '../errors.js';
import { recipes } from '../recipes/index.js';
import { recipeNames, type Recipe } from '../recipes/recipe.js';
import type { RunPaths } from './folder.js';

/** What any run can be given. */
export interface RunContext {
  /** Ends the run between two steps, after a checkpoint. */
  readonly signal?: AbortSignal;
  /** An engine that is already loaded. A process has one. @default the one that `options.engine` names */
  readonly engine?: Engine;
  /** Threads that decode the pictures, which stay open after the run. A process with many runs starts them once. @default own ones, as `options.workers` and `options.isolate` say */
  readonly pool?: DecodePool;
  /** Writes a file of a checkpoint. @default to a temporary file, synced and renamed */
  readonly write?: WriteFile;
  /** Commands from people who watch the run. It carries them out between two steps, and an event tells the result. @default none */
  readonly commands?: Observable<RunCommand>;
  /** Sentences for the run's log about the process that it runs in. */
  readonly notes?: Observable<string>;
  /** A recipe of your own. Resolve the options with it (`resolveOptions({ recipe })`), and bring it again to resume the run. @default the one that the options name */
  readonly recipe?: Recipe;
  /** Makes the stream of unlabelled batches: a recorded one, or a replayed one in place of the real one. @default createPipeline */
  readonly createPipeline?: (options: PipelineOptions) => Pipeline;
}

/** The fields of a RunContext. */
export const contextNames: FieldNames<RunContext> = { signal: true, engine: true, pool: true, write: true, commands: true, notes: true, recipe: true, createPipeline: true };

/** Loads the engine, and reports now and then where that takes long. */
export type ObtainEngine = (report: (message: string) => void, signal: AbortSignal) => Promise<Engine>;

/** The weights of a file. They fit the classifier, except perhaps for its head. */
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
  readonly epochs: number;
  readonly split: Split;
  /** The weights that the classifier starts from. */
  readonly pretrained: Pretrained | null;
  /** The checkpoint that the run continues from; null at its beginning. */
  readonly start: Checkpoint | null;
  /** Sentences for the start of the log. */
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  readonly obtainEngine: ObtainEngine;
  /** Open threads of the caller. */
  readonly pool?: DecodePool;
  readonly write?: WriteFile;
  readonly createPipeline?: NonNullable<RunContext['createPipeline']>;
}

/**
 * Returns the recipe of a run.
 * @param own the caller's own
 * @throws WrongCommand where the options are not its options
 */
export function recipeOf({ recipe: name }: Pick<TrainOptions, 'recipe'>, own?: Recipe): Recipe {
  if (own !== undefined) checkFields(`The recipe ${own.name}`, own, recipeNames);
  if (own !== undefined && own.name !== name) throw errors.optionsOfAnotherRecipe(name, own.name);
  const recipe = own ?? (Object.hasOwn(recipes, name) ? recipes[name] : undefined);
  if (recipe === undefined) throw errors.unknownRecipe(name, Object.keys(recipes));
  return recipe;
}

import { map, of, range, type Observable } from 'rxjs';
import { WrongCommand, type OnProgress, type TrainOptions } from '../../config/index.js';
import type { EventBody } from '../../events/index.js';
import {
  batchesOf, createPipeline, decodeAll, parsePolicies, repeatBatch, zipBatches, type Autotune, type Batch, type Pipeline, type PipelineOptions, type Quarantined,
} from '../../pipeline/index.js';
import { errors } from '../errors.js';
import type { PictureSettings } from '../evaluation/pictures.js';
import { messages } from '../messages.js';
import { batchSizeOf, inputsOf, isRepeated, type Input, type Recipe } from '../recipes/recipe.js';
import type { Plan } from './plan.js';
import type { Quarantine } from './quarantine.js';

/** An input of the recipe, as a stream of batches. */
export interface OpenInput {
  readonly name: string;
  /** Names of its views, in the order of a batch's. */
  readonly views: readonly string[];
  /** Batches in one pass over its set. */
  readonly batches: number;
  /** Streams pictures from disk; null where every batch is the same one. */
  readonly pipeline: Pipeline | null;
  /** The endless stream of its batches. @param step the step that takes the first one */
  from(step: number): Observable<Batch>;
}

/** All inputs of a run. */
export interface OpenInputs {
  readonly inputs: readonly OpenInput[];
  /** Steps in an epoch: the batches of the input that has the most. */
  readonly stepsPerEpoch: number;
  /** The pipeline of that input; null where the recipe streams nothing. */
  readonly pipeline: Pipeline | null;
  /** One batch of each input for every step, by name. @param step the first of these */
  from(step: number): Observable<Readonly<Record<string, Batch>>>;
  close(): Promise<void>;
}

export interface InputParts {
  readonly settings: PictureSettings;
  /** Finds the concurrency of the pipelines; null where it is given. */
  readonly autotune: Autotune | null;
  readonly quarantine: Pick<Quarantine, 'paths' | 'add'>;
  readonly emit: (body: EventBody) => void;
}

/** Labelled pictures that are decoded at once only to find the bad ones. */
const CHECKED_AT_ONCE = 256;
/** Labelled pictures of a stream stay in memory as the workers decode them if they take at most so many bytes. */
const MAX_LABELLED_BYTES = 512 * 2 ** 20;

/**
 * Decodes the labelled pictures before the run begins. Returns them where a step takes them all as they are, else null: they
 * are then decoded in parts, only to find the bad ones.
 * @throws WorkFailed with every picture that cannot be read: a label is too valuable to be dropped silently
 */
export async function decodeLabelled({ split, recipe, options }: Plan, settings: PictureSettings, signal: AbortSignal, onProgress: OnProgress = () => undefined): Promise<Batch | null> {
  const { root, labelled } = split;
  const repeated = Object.values(inputsOf(recipe, options)).some((input) => isRepeated(input, setSizes(split)));
  const chunk = repeated ? labelled.length : CHECKED_AT_ONCE;
  const bad: Quarantined[] = [];
  let batch: Batch | null = null;
  const [began, total] = [performance.now(), labelled.length];
  const report = (done: number): void => {
    const perSecond = (done * 1000) / Math.max(1, performance.now() - began);
    onProgress({ done, total, perSecond, secondsLeft: (total - done) / perSecond });
  };
  for (let start = 0; start < labelled.length; start += chunk) {
    const decoded = await decodeAll({ ...settings, root, samples: labelled.slice(start, start + chunk), signal, onDecoded: (count) => report(start + count) });
    for (const picture of decoded.bad) bad.push(picture);
    if (repeated) batch = decoded.batch;
  }
  if (bad.length > 0) throw errors.badLabelled(bad, labelled.length);
  return batch;
}

/** Returns the batches of the input that has the most: the steps of an epoch. Without inputs it is 1. */
export const stepsPerEpoch = (recipe: Recipe, options: TrainOptions, counts: { readonly labelled: number; readonly unlabelled: number }): number =>
  Math.max(1, ...Object.values(inputsOf(recipe, options)).map((input) => batchesOf(counts[input.set], batchSizeOf(input, counts))));

/** @param labelled all labelled pictures; null where no step takes them all as they are */
export function openInputs(plan: Plan, labelled: Batch | null, parts: InputParts): OpenInputs {
  const inputs = Object.entries(inputsOf(plan.recipe, plan.options)).map(([name, input]) => openInput(plan, name, input, labelled, parts));
  // A recipe that takes no batches has a step for each epoch.
  if (inputs.length === 0) return { inputs, stepsPerEpoch: 1, pipeline: null, from: (step) => range(step, plan.epochs + 1 - step).pipe(map(() => ({}))), close: () => Promise.resolve() };
  const longest = inputs.reduce((longest, input) => (input.batches > longest.batches || longest.pipeline === null ? input : longest));
  return {
    inputs,
    stepsPerEpoch: longest.batches,
    pipeline: longest.pipeline,
    from: (step) => zipBatches(Object.fromEntries(inputs.map((input) => [input.name, input.from(step)]))),
    close: async () => void (await Promise.all(inputs.map(({ pipeline }) => pipeline?.close()))),
  };
}

function openInput(plan: Plan, name: string, input: Input, labelled: Batch | null, parts: InputParts): OpenInput {
  const { split } = plan;
  const { set } = input;
  const sizes = setSizes(split);
  const shared = { name, views: Object.keys(input.views) };
  if (labelled !== null && isRepeated(input, sizes)) return { ...shared, batches: 1, pipeline: null, from: () => of(labelled).pipe(repeatBatch()) };
  const samples = set === 'labelled' ? split.labelled : split.unlabelled.map((path) => ({ path, class: null }));
  const batchSize = batchSizeOf(input, sizes);
  const order = set === 'labelled' && batchSize === samples.length ? 'given' : 'shuffled';
  const pipeline = openPipeline(plan, { samples, batchSize, order, views: Object.values(input.views) }, set, parts);
  const { batches } = pipeline;
  return { ...shared, batches, pipeline, from: (step) => pipeline.from({ epoch: Math.floor(step / batches), batch: step % batches }) };
}

const setSizes = ({ labelled, unlabelled }: Plan['split']) => ({ labelled: labelled.length, unlabelled: unlabelled.length });

function openPipeline(
  { options, split, createPipeline: replayed }: Plan, stream: Pick<PipelineOptions, 'samples' | 'batchSize' | 'order' | 'views'>, set: Input['set'], { settings, autotune, quarantine, emit }: InputParts,
): Pipeline {
  const { size, seed, prefetch, concurrency, background, decoder } = options;
  const make = (set === 'unlabelled' ? replayed : undefined) ?? createPipeline;
  const create = (cache: typeof options.cache) => make({
    ...stream,
    root: split.root, size, remainder: 'drop', seed, prefetch, cache, decoder, background,
    pool: settings.pool,
    ...(autotune !== null ? { concurrency: autotune.concurrency } : concurrency !== 'auto' && { concurrency }),
    cacheDir: options['cache-dir'],
    maxBad: set === 'unlabelled' ? options['max-bad'] : 0,
    pixelLimit: options['pixel-limit'],
    policies: parsePolicies(options.policies, size),
    knownBad: new Set(quarantine.paths),
    onQuarantine: (picture) => quarantine.add(picture),
    onNotice: (message) => emit({ type: 'log', level: 'info', message }),
  });
  // Labelled pictures come again in nearly every step.
  const keeps = set === 'labelled' && stream.samples.length * size * size * 3 <= MAX_LABELLED_BYTES;
  try {
    return create(keeps ? 'ram' : options.cache);
  } catch (error) {
    // The batches are the same without the cache. When the run is resumed, there may be room for it.
    if ((options.cache === 'off' && !keeps) || !(error instanceof WrongCommand)) throw error;
    emit({ type: 'log', level: 'warning', message: messages.noCache(error.message) });
    return create('off');
  }
}

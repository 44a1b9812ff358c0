import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkFields, expectedOf, pipelineOptions, runOptions, type FieldNames } from '../config/index.js';
import type { EngineChoice } from '../setup/index.js';
import { evaluationBatch, openTrained, readRecord, type Trained } from '../training/index.js';
import { BatchingClassifier } from './batching-classifier.js';
import type { TrainedClassifier } from './classifier.js';
import { errors } from './errors.js';

/** Each worker takes some 45 MB, and few networks take pictures as fast as eight decode them. */
const MOST_WORKERS = 8;

/** What `loadClassifier` can be given. */
export interface LoadClassifierOptions {
  /**
   * Where the network is computed: `cpu`, `gpu`, `wasm` (WebAssembly, for small pictures), or `auto`. TensorFlow is installed if it is missing,
   * as by `whisker setup`.
   * @default the run's own
   */
  readonly engine?: EngineChoice;
  /** Threads that decode, 1 to 64. @default one for each core, and at most 8 */
  readonly workers?: number;
  /** Pictures in a pass through the network, 1 to 4096. More take more memory. @default what fits into 240 MB of activations, at most 256 */
  readonly batch?: number;
  /** Decodes in a process of its own, so that a crash of a decoder costs one picture and not this process. For pictures of strangers. @default the run's own */
  readonly isolate?: boolean;
  /** Pictures with more pixels are refused before they are decoded. @default the run's own: 1e8 */
  readonly pixelLimit?: number;
  /** Called with a message now and then while TensorFlow is installed. @default none */
  readonly report?: (message: string) => void;
  /** Aborts loading. @default never */
  readonly signal?: AbortSignal;
}

const names: FieldNames<LoadClassifierOptions> = { engine: true, workers: true, batch: true, isolate: true, pixelLimit: true, report: true, signal: true };

/**
 * Loads the best weights of a run, and the threads that decode pictures for it.
 *
 *     await using classifier = await loadClassifier('runs/first');
 *     const { class: name, confidence } = await classifier.classify('new/1.jpg');
 *
 * The run may still be in progress: its best weights so far are loaded. Of the folder, only `run.yaml` and `checkpoints/best` are read.
 * A process has one engine at a time; several classifiers may share it.
 * @param run the run's folder, or its `file:` URL
 * @throws WrongCommand where the folder is not a run's, or an option is out of range; NoCheckpoint where the run has no weights yet;
 *   WorkFailed where the weights cannot be read or the engine cannot be had; the signal's reason
 */
export async function loadClassifier(run: string | URL, options: LoadClassifierOptions = {}): Promise<TrainedClassifier> {
  checkFields('loadClassifier', options, names);
  for (const [name, spec] of Object.entries(limits)) check(name, spec, Reflect.get(options, name));
  const { workers = Math.min(availableParallelism(), MOST_WORKERS), isolate, pixelLimit, report, signal } = options;
  const folder = run instanceof URL ? fileURLToPath(run) : run;
  signal?.throwIfAborted();
  const { options: own } = await readRecord(folder);
  const engine = engineFor(options.engine ?? own.engine);
  const trained = await openTrained(folder, { engineChoice: engine, report, signal }, {
    workers,
    ...(isolate !== undefined && { isolate }),
    ...(pixelLimit !== undefined && { 'pixel-limit': pixelLimit }),
  });
  if (signal?.aborted === true) {
    await trained.close();
    throw signal.reason;
  }
  return new BatchingClassifier(register(trained), options.batch ?? evaluationBatch(trained.options));
}

const limits = { engine: runOptions.engine, workers: pipelineOptions.workers, batch: pipelineOptions.batch, pixelLimit: pipelineOptions['pixel-limit'] } as const;

/** @throws WrongCommand for a value out of its limits */
function check(name: string, spec: (typeof limits)[keyof typeof limits], value: unknown): void {
  if (value === undefined) return;
  const fits = spec.kind === 'choice' ? spec.choices.some((choice) => choice === value) : Number.isInteger(value) && Number(value) >= spec.min && Number(value) <= spec.max;
  if (!fits) throw errors.option(name, value, expectedOf(spec));
}

/** The open classifiers of this process. */
const open = new Set<Trained>();

/** Returns the engine to load beside those of the open classifiers: tfjs computes everything with the engine that was loaded last. */
function engineFor(choice: EngineChoice): EngineChoice {
  const [other] = open;
  if (other === undefined) return choice;
  const isWasm = other.engine.kind === 'wasm';
  if (choice === 'auto') return isWasm ? 'wasm' : choice;
  if ((choice === 'wasm') !== isWasm) throw errors.otherEngine(other.engine.description, choice);
  return choice;
}

function register(trained: Trained): Trained {
  open.add(trained);
  return {
    ...trained,
    close: () => {
      open.delete(trained);
      return trained.close();
    },
  };
}

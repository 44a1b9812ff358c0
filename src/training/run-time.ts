import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkFields } from '../config/index.js';
import type { Split } from '../dataset/index.js';
import type { Engine } from '../engine/index.js';
import { medianOf } from '../pipeline/index.js';
import { logitsOf } from './evaluation/eval-model.js';
import { decodeInChunks, openDecoding, type PictureSettings } from './evaluation/pictures.js';
import { evaluationBatch } from './memory.js';
import { resolvePrecision } from './precision.js';
import { featureLimitsOf, inputsOf, isRepeated } from './recipes/recipe.js';
import type { TrainingState } from './recipes/training-state.js';
import { autotuneOf, beginState } from './run/execute.js';
import { pathsIn } from './run/folder.js';
import { decodeLabelled, openInputs, type OpenInputs } from './run/inputs.js';
import { planRun } from './run/plan-run.js';
import type { Plan } from './run/plan.js';
import { Prefetcher } from './run/prefetcher.js';
import { requestNames, type RunRequest } from './run/run.js';
import { startsFromProbe } from './run/start-head.js';

/** Seconds of a piece of work that was measured a few times. */
export interface Pace {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** Times that it was measured, without those that warm up. */
  readonly measured: number;
}

/** How long a run would take, from a few of its steps and a few batches of pictures. */
export interface RunTime {
  /** A step, with its wait for batches; null where the recipe takes none. */
  readonly step: Pace | null;
  /** A picture that is decoded and goes through the network, to validate it or for its features. */
  readonly picture: Pace;
  /** Pictures whose features the run computes. */
  readonly features: number;
  /** An epoch with its validation; null where the recipe takes no batches. */
  readonly epochSeconds: number | null;
  /** All epochs and the test. `--patience` may end it earlier. */
  readonly runSeconds: number;
}

/** Steps that are measured, and the seconds after which no other one begins. */
const STEPS = { least: 2, most: 12, seconds: 10 };
/** Seconds of steps after which the rest counts, however many batches were ready before. */
const WARM_SECONDS = 3;
/** Batches of pictures that are measured, and the seconds after which no other one begins. The first one warms up. */
const BATCHES = { most: 7, seconds: 5 };

/**
 * Takes a few steps of a run and puts a few batches of pictures through its network, to say how long it would take. Writes nothing, and uses no cache.
 * @throws what the run would throw before its first epoch ends; the signal's reason
 */
export async function measureRunTime(request: RunRequest): Promise<RunTime> {
  checkFields('measureRunTime', request, requestNames);
  const { dataset, split, signal = new AbortController().signal } = request;
  const { options: asked } = await resolvePrecision(request.options, request.engine, signal);
  const plan = await planRun({ dataset, split, options: { ...asked, cache: 'off' }, paths: pathsIn(''), context: request });
  const { options, recipe } = plan;
  const settings = openDecoding(options, plan.pool);
  let inputs: OpenInputs | undefined;
  let state: TrainingState | undefined;
  try {
    const counts = { labelled: split.labelled.length, unlabelled: split.unlabelled.length };
    const repeats = Object.values(inputsOf(recipe, options)).some((input) => isRepeated(input, counts));
    const [labelled, engine] = await Promise.all([repeats ? decodeLabelled(plan, settings, signal) : null, plan.obtainEngine(() => undefined, signal)]);
    inputs = openInputs(plan, labelled, { settings, autotune: autotuneOf(options), quarantine: { paths: new Set(), add: () => undefined }, emit: () => undefined });
    state = beginState(plan, engine, inputs.stepsPerEpoch, { of: () => Promise.reject(new Error('no features are computed')) });
    const step = inputs.inputs.length === 0 ? null : paceOf(await timeSteps(plan, engine, state, inputs, signal));
    return timeOf(plan, inputs.stepsPerEpoch, step, paceOf(await timePictures(plan, engine, state, settings, signal)));
  } finally {
    state?.dispose();
    await inputs?.close();
    if (plan.pool === undefined) await settings.pool.close();
  }
}

/** Returns seconds of steps. */
async function timeSteps({ options }: Plan, engine: Engine, state: TrainingState, inputs: OpenInputs, signal: AbortSignal): Promise<number[]> {
  const prefetcher = new Prefetcher(inputs.from(0), inputs.inputs, engine, options.size, signal);
  const times: number[] = [];
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    for (let step = 0; times.length < STEPS.least || (times.length < STEPS.most && seconds() < STEPS.seconds); step++) {
      await nextTurn();
      signal.throwIfAborted();
      const began = seconds();
      const uploaded = await prefetcher.take();
      try {
        const stepping = state.step(uploaded.batches, step);
        prefetcher.begin();
        await stepping;
      } finally {
        uploaded.dispose();
      }
      // The first step compiles, and the first buffers were filled before.
      if (step >= options.prefetch || (step > 0 && seconds() > WARM_SECONDS)) times.push(seconds() - began);
    }
  } finally {
    prefetcher.close();
  }
  return times;
}

/** Returns seconds per picture, of batches. */
async function timePictures({ options, split }: Plan, engine: Engine, { evaluated }: TrainingState, settings: PictureSettings, signal: AbortSignal): Promise<number[]> {
  const paths = [...split.val, ...split.labelled].map(({ path }) => path);
  const chunk = Math.min(evaluationBatch(options), Math.ceil(paths.length / 4));
  const inference = evaluated.toInference();
  const times: number[] = [];
  const start = performance.now();
  let began = start;
  try {
    for await (const { pixels, indices } of decodeInChunks(paths.slice(0, chunk * BATCHES.most), split.root, chunk, settings, signal)) {
      if (indices.length > 0) {
        await logitsOf(engine, inference, pixels, options.size);
        times.push((performance.now() - began) / 1000 / indices.length);
      }
      await nextTurn();
      signal.throwIfAborted();
      began = performance.now();
      if (times.length > 1 && began - start > BATCHES.seconds * 1000) break;
    }
  } finally {
    inference.dispose();
  }
  return times.length > 1 ? times.slice(1) : times;
}

function timeOf(plan: Plan, stepsPerEpoch: number, step: Pace | null, picture: Pace): RunTime {
  const { split, options, recipe, epochs } = plan;
  const features = featuresOf(split, startsFromProbe(plan) ? { labelled: Infinity, validation: Infinity } : featureLimitsOf(recipe, options));
  const epochSeconds = step && stepsPerEpoch * step.median + split.val.length * picture.median;
  return { step, picture, features, epochSeconds, runSeconds: epochs * (epochSeconds ?? 0) + (features + split.test.length) * picture.median };
}

const featuresOf = ({ labelled, unlabelled, val }: Split, limits: ReturnType<typeof featureLimitsOf>): number =>
  Math.min(labelled.length, limits.labelled ?? 0) + Math.min(unlabelled.length, limits.unlabelled ?? 0) + Math.min(val.length, limits.validation ?? 0);

/** @param seconds at least one */
const paceOf = (seconds: readonly number[]): Pace => ({ median: medianOf(seconds), lowest: Math.min(...seconds), highest: Math.max(...seconds), measured: seconds.length });

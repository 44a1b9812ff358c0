import { pipelineOptions, reasonOf, WhiskerError } from '../../config/index.js';
import { LostLock, type Lock } from '../../disk/index.js';
import type { Engine } from '../../engine/index.js';
import type { EventBody, EventOf, Score } from '../../events/index.js';
import { startAutotune, type Autotune, type Quarantined } from '../../pipeline/index.js';
import { Checkpointer } from '../checkpoint/checkpointer.js';
import { EvalSet } from '../evaluation/eval-set.js';
import { openDecoding } from '../evaluation/pictures.js';
import { NotFinite } from '../errors.js';
import type { FeatureStore } from '../features/feature-store.js';
import { evaluationBatch, MAX_VALIDATION_BYTES, passesAtOnce, picturesPerStep } from '../memory.js';
import { beginTraining, resumeFrom, startFrom, type TrainingState } from '../recipes/training-state.js';
import { announceEstimates } from './announce-estimates.js';
import { decodeLabelled, openInputs, type OpenInputs } from './inputs.js';
import { Loop } from './loop.js';
import { describeMachine } from './machine.js';
import { reportMachineUse } from './machine-use.js';
import { openFeatures } from './open-features.js';
import type { Plan } from './plan.js';
import { openQuarantine } from './quarantine.js';
import { reportEvaluation } from './report-evaluation.js';
import type { RunCommands } from './run-commands.js';
import { firstProgress, type RunProgress } from './run-progress.js';
import { startHead, startsFromProbe } from './start-head.js';
import { Stopwatch } from './stopwatch.js';
import { testBest } from './test-best.js';

type Emit = (body: EventBody) => void;

/** The end of a run that did not fail. */
type Ending = { readonly outcome: 'done'; readonly test: Score } | { readonly outcome: 'interrupted'; readonly message: string };

/**
 * Executes a run, from loading the engine to its `run-end`, which is always emitted. An abort ends it between two steps,
 * after a checkpoint.
 * @throws WorkFailed when it cannot go on
 */
export async function execute(plan: Plan, emit: Emit, signal: AbortSignal, { commands, lock, flush }: ExecuteParts): Promise<void> {
  const stopwatch = new Stopwatch(plan.start?.progress.seconds);
  const track: Track = { progress: plan.start?.progress ?? firstProgress(plan.recipe.name) };
  const end = (body: Pick<EventOf<'run-end'>, 'outcome' | 'message' | 'test' | 'resumable' | 'takenBy'>) => {
    const { best } = track.progress;
    emit({ type: 'run-end', ...body, seconds: stopwatch.seconds, ...(best !== null && { best }) });
  };
  try {
    end({ message: '', ...(await work(plan, emit, signal, { commands, lock, flush, stopwatch }, track)) });
  } catch (thrown) {
    const error: unknown = lock.lost.aborted ? lock.lost.reason : thrown;
    if (isInterrupt(error, signal)) {
      end({ outcome: 'interrupted', message: 'before a step was done' });
      return;
    }
    end({ outcome: 'failed', message: reasonOf(error), ...(error instanceof NotFinite && { resumable: false }), ...(error instanceof LostLock && { takenBy: error.holder && { pid: error.holder.pid, host: error.holder.host } }) });
    throw error;
  }
}

interface ExecuteParts {
  readonly commands: RunCommands;
  readonly lock: Lock;
  /** Writes all events so far to the log. */
  readonly flush: () => Promise<void>;
}

/** The progress that `run-end` reports. */
interface Track {
  progress: RunProgress;
}

/** Whether `error` only means that the work under way was aborted. */
const isInterrupt = (error: unknown, signal: AbortSignal): boolean => signal.aborted && !(error instanceof WhiskerError);

async function work(plan: Plan, emit: Emit, signal: AbortSignal, { lock, flush, ...parts }: ExecuteParts & { readonly stopwatch: Stopwatch }, track: Track): Promise<Ending> {
  const { options, split, paths } = plan;
  const info = (message: string) => emit({ type: 'log', level: 'info', message });
  for (const message of plan.warnings) emit({ type: 'log', level: 'warning', message });
  for (const message of plan.notes) info(message);
  const quarantine = await openQuarantine(paths.quarantine, emit, track.progress.knownBad);
  const settings = openDecoding(options, plan.pool);
  let inputs: OpenInputs | undefined;
  let state: TrainingState | undefined;
  let stopReporting: (() => void) | undefined;
  try {
    // Both at the same time: the workers decode on threads of their own while the engine's library is read from disk.
    const [labelled, engine] = await Promise.all([decodeLabelled(plan, settings, signal, reportEvaluation({ set: 'labelled', pass: 'decode' }, emit)), plan.obtainEngine(info, signal)]);
    signal.throwIfAborted();
    stopReporting = reportMachineUse(engine.device, emit, () => parts.commands.paused);
    const autotune = autotuneOf(options);
    inputs = openInputs(plan, labelled, { settings, autotune, quarantine, emit });
    const onBad = (picture: Quarantined) => quarantine.report(picture);
    const evalSet = (name: 'validation' | 'test') => new EvalSet(settings, {
      name,
      root: split.root,
      samples: split[name === 'validation' ? 'val' : 'test'],
      chunk: evaluationBatch(options),
      keepWithin: name === 'validation' ? MAX_VALIDATION_BYTES : 0,
      maxBad: options['max-bad'],
      onBad,
    });
    const validation = evalSet('validation');
    const features = openFeatures(plan, { engine, settings, validation, emit, signal, onBad });
    state = beginState(plan, engine, inputs.stepsPerEpoch, features);
    const beforeWrite = async () => {
      await lock.check();
      // A process that is killed then has logged all steps of its checkpoint.
      await flush();
    };
    const checkpointer = new Checkpointer(state, paths, emit, options['checkpoint-minutes'], beforeWrite, plan.write);
    emit(runStart(plan, engine, state, inputs.stepsPerEpoch));
    const evaluatesStart = startsFromProbe(plan);
    if (evaluatesStart) info(await startHead(state, features, split.classes.length));
    const announcing = announceEstimates(emit, { epochs: plan.epochs, stepsPerEpoch: inputs.stepsPerEpoch }, options, engine.device);
    const loop = new Loop({ plan, engine, state, inputs, checkpointer, validation, features, evaluatesStart, autotune, knownBad: quarantine.paths, emit: announcing, signal, ...parts }, track.progress);
    try {
      await loop.run();
    } catch (error) {
      track.progress = loop.progress;
      if (lock.lost.aborted) throw error;
      if (loop.whole && isInterrupt(error, signal)) return await interrupted(loop, checkpointer);
      if (loop.whole) await checkpointer.save(loop.progress).catch(() => checkpointer.saveBest());
      else await checkpointer.saveBest();
      throw error;
    }
    track.progress = loop.progress;
    await checkpointer.save(loop.progress);
    try {
      return { outcome: 'done', test: await testBest(plan, engine, state.classifier, evalSet('test'), emit, signal) };
    } catch (error) {
      if (isInterrupt(error, signal)) return { outcome: 'interrupted', message: 'after the last epoch, before the test' };
      throw error;
    }
  } finally {
    stopReporting?.();
    state?.dispose();
    await inputs?.close();
    if (plan.pool === undefined) await settings.pool.close();
    await quarantine.close();
  }
}

async function interrupted(loop: Loop, checkpointer: Checkpointer): Promise<Ending> {
  await checkpointer.save(loop.progress);
  return { outcome: 'interrupted', message: `after step ${loop.progress.step}; the checkpoint is written` };
}

/** Returns what finds the concurrency, or null where the options give it. */
export function autotuneOf({ concurrency, workers, prefetch, batch }: Plan['options']): Autotune | null {
  return concurrency === 'auto' ? startAutotune({ workers, prefetch, batch, max: pipelineOptions.concurrency.max }) : null;
}

/** Makes the networks and optimizers, with the weights that the plan starts from. */
export function beginState({ options, recipe, epochs, split, pretrained, start, paths }: Plan, engine: Engine, stepsPerEpoch: number, features: Pick<FeatureStore, 'of'>): TrainingState {
  const pictures = picturesPerStep(recipe, options, { labelled: split.labelled.length, unlabelled: split.unlabelled.length });
  const isGiven = start !== null ? () => true : pretrained?.fit.sets;
  const state = beginTraining({ engine, recipe, options, classes: split.classes.length, stepsPerEpoch, epochs, atOnce: passesAtOnce(options, pictures.all), features: (...asked) => features.of(...asked), ...(isGiven && { isGiven }) });
  try {
    if (start !== null) resumeFrom(state, start, paths.last);
    else if (pretrained !== null) startFrom(state, pretrained);
    return state;
  } catch (error) {
    state.dispose();
    throw error;
  }
}

function runStart({ options, recipe, epochs, split, paths, start }: Plan, engine: Engine, { classifier, generator }: TrainingState, stepsPerEpoch: number): EventBody {
  const trainable = (network: Pick<TrainingState['classifier'], 'parameters'> | null) =>
    (network?.parameters ?? []).filter(({ trainable }) => trainable).reduce((total, { variable }) => total + variable.size, 0);
  return {
    type: 'run-start',
    run: paths.folder,
    recipe: recipe.name,
    model: options.model,
    size: options.size,
    classes: [...split.classes],
    counts: { labelled: split.labelled.length, unlabelled: split.unlabelled.length, val: split.val.length, test: split.test.length },
    epochs,
    stepsPerEpoch,
    parameters: { classifier: trainable(classifier), generator: trainable(generator) },
    seed: options.seed,
    engine: engine.description,
    resumedAt: start?.progress.step ?? 0,
    machine: describeMachine(),
  };
}

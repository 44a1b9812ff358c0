import { pipelineOptions, reasonOf, WhiskerError, WrongCommand } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import type { EventBody, Score } from '../events/index.js';
import { createPipeline, startAutotune, type Autotune, type Pipeline } from '../pipeline/index.js';
import { CLASSIFIER, readCheckpoint } from './checkpoint.js';
import { evalModel } from './eval-model.js';
import { refused, warnings } from './errors.js';
import { reportEvaluation } from './report-evaluation.js';
import { Checkpointer } from './checkpointer.js';
import { beginLearning, decodeLabelled, type TrainingState } from './training-state.js';
import { Loop } from './loop.js';
import { evaluationBatch, KEPT_VALIDATION } from './memory.js';
import { EvalSet } from './eval-set.js';
import { openDecoding, type PictureSettings } from './pictures.js';
import type { Plan } from './plan.js';
import { openQuarantine, type Quarantine } from './quarantine.js';
import type { Evaluation } from './score.js';
import { begin, type RunProgress } from './run-progress.js';
import { Stopwatch } from './stopwatch.js';
import { importNetwork } from './weights.js';
import type { RunCommands } from './run-commands.js';

type Emit = (body: EventBody) => void;

/** How a run ended, when it did not fail. */
type Ending = { readonly outcome: 'done'; readonly test: Score } | { readonly outcome: 'interrupted'; readonly message: string };

/**
 * A run, from loading the engine to its `run-end`, which is always told. An abort ends it between two steps, after a
 * checkpoint.
 * @throws WorkFailed when it cannot go on
 */
export async function execute(plan: Plan, emit: Emit, signal: AbortSignal, wishes: RunCommands): Promise<void> {
  const stopwatch = new Stopwatch(plan.start?.progress.seconds);
  const track: { progress: RunProgress } = { progress: plan.start?.progress ?? begin(plan.recipe.name) };
  const end = (body: Pick<Extract<EventBody, { type: 'run-end' }>, 'outcome' | 'message' | 'test'>) => {
    const { best } = track.progress;
    emit({ type: 'run-end', ...body, seconds: stopwatch.seconds, ...(best !== null && { best }) });
  };
  try {
    const ending = await work(plan, emit, signal, { wishes, stopwatch }, track);
    end({ message: '', ...ending });
  } catch (error) {
    if (isInterrupt(error, signal)) {
      end({ outcome: 'interrupted', message: 'before a step was done' });
      return;
    }
    end({ outcome: 'failed', message: reasonOf(error) });
    throw error;
  }
}

/** Whether `error` is no more than what an abort makes of work under way. */
const isInterrupt = (error: unknown, signal: AbortSignal): boolean => signal.aborted && !(error instanceof WhiskerError);

async function work(
  plan: Plan, emit: Emit, signal: AbortSignal, parts: { readonly wishes: RunCommands; readonly stopwatch: Stopwatch }, track: { progress: RunProgress },
): Promise<Ending> {
  const { options, recipe, split, paths } = plan;
  const info = (message: string) => emit({ type: 'log', level: 'info', message });
  for (const message of plan.warnings) emit({ type: 'log', level: 'warning', message });
  for (const message of plan.notes) info(message);
  const quarantine = await openQuarantine(paths.quarantine, emit, track.progress.knownBad);
  const settings = openDecoding(options);
  let learning: TrainingState | undefined;
  let pipeline: Pipeline | null = null;
  try {
    // Side by side: workers decode on threads of their own while the engine's library is read from disk.
    const [labelled, engine] = await Promise.all([decodeLabelled(plan, settings, signal), plan.obtainEngine(info, signal)]);
    signal.throwIfAborted();
    learning = beginLearning(plan, engine, labelled);
    const keeper = new Checkpointer(learning, paths, emit, options['checkpoint-minutes'], plan.write);
    const autotune = autotuneOf(options);
    pipeline = recipe.sources.includes('unlabelled') ? openPipeline(plan, settings.pool, autotune, quarantine, emit) : null;
    const part = (name: 'val' | 'test') => new EvalSet(settings, {
      name: name === 'val' ? 'validation' : 'test',
      root: split.root,
      samples: split[name],
      chunk: evaluationBatch(options),
      keepWithin: name === 'val' ? KEPT_VALIDATION : 0,
      maxBad: options['max-bad'],
      onBad: (picture) => quarantine.tell(picture),
    });
    const loop = new Loop({ plan, learning, keeper, val: part('val'), pipeline, autotune, knownBad: quarantine.paths, emit, signal, ...parts }, track.progress);
    announce(plan, learning, loop.stepsPerEpoch, emit);
    try {
      await loop.run();
    } catch (error) {
      track.progress = loop.progress;
      if (loop.whole && isInterrupt(error, signal)) return await interrupted(loop, keeper);
      if (loop.whole) await keeper.save(loop.progress).catch(() => keeper.saveBest());
      else await keeper.saveBest();
      throw error;
    }
    track.progress = loop.progress;
    await keeper.save(loop.progress);
    try {
      return { outcome: 'done', test: await meetTest(plan, learning, part('test'), emit, signal) };
    } catch (error) {
      if (isInterrupt(error, signal)) return { outcome: 'interrupted', message: 'after the last epoch, before the test' };
      throw error;
    }
  } finally {
    learning?.dispose();
    await pipeline?.close();
    await settings.pool.close();
    await quarantine.close();
  }
}

/** How concurrency are found; null where they are given. */
function autotuneOf({ concurrency, workers, prefetch, batch }: Plan['options']): Autotune | null {
  return concurrency === 'auto' ? startAutotune({ workers, prefetch, batch, max: pipelineOptions.concurrency.max }) : null;
}

function openPipeline({ options, split, createPipeline: make = createPipeline }: Plan, pool: PictureSettings['pool'], autotune: Autotune | null, quarantine: Quarantine, emit: Emit): Pipeline {
  const { size, batch, seed, prefetch, concurrency, background, decoder } = options;
  const tell = (message: string) => emit({ type: 'log', level: 'info', message });
  const create = (cache: typeof options.cache) => make({
    root: split.root,
    samples: split.unlabelled.map((path) => ({ path, class: null })),
    size, batchSize: batch, remainder: 'drop', order: 'shuffled', seed, prefetch, cache, decoder, background, pool,
    ...(autotune !== null ? { concurrency: autotune.concurrency } : concurrency !== 'auto' && { concurrency }),
    cacheDir: options['cache-dir'],
    maxBad: options['max-bad'],
    pixelLimit: options['pixel-limit'],
    knownBad: new Set(quarantine.paths),
    onQuarantine: (picture) => quarantine.add(picture),
    onNotice: tell,
  });
  try {
    return create(options.cache);
  } catch (error) {
    // The batches are the same without it; and what is free now may be more when the run is resumed.
    if (options.cache === 'off' || !(error instanceof WrongCommand)) throw error;
    emit({ type: 'log', level: 'warning', message: warnings.noCache(error.message) });
    return create('off');
  }
}

function announce({ options, recipe, numbers, split, paths, start }: Plan, { engine, classifier, generator }: TrainingState, stepsPerEpoch: number, emit: Emit): void {
  const learned = (network: Pick<TrainingState['classifier'], 'parameters'> | null) =>
    (network?.parameters ?? []).filter(({ trainable }) => trainable).reduce((total, { variable }) => total + variable.size, 0);
  emit({
    type: 'run-start',
    run: paths.folder,
    recipe: recipe.name,
    model: options.model,
    size: options.size,
    classes: [...split.classes],
    counts: { labelled: split.labelled.length, unlabelled: split.unlabelled.length, val: split.val.length, test: split.test.length },
    epochs: numbers.epochs,
    stepsPerEpoch,
    parameters: { classifier: learned(classifier), generator: learned(generator) },
    seed: options.seed,
    engine: engine.description,
    resumedAt: start?.progress.step ?? 0,
  });
}

async function interrupted(loop: Loop, keeper: Checkpointer): Promise<Ending> {
  await keeper.save(loop.progress);
  return { outcome: 'interrupted', message: `after step ${loop.progress.step}; the checkpoint is written` };
}

/** The best weights, as they lie on disk, meet the test set. */
async function meetTest({ paths, options, split }: Plan, { engine, classifier }: TrainingState, test: EvalSet, emit: Emit, signal: AbortSignal): Promise<Score> {
  const best = await readCheckpoint(paths.best, [CLASSIFIER]);
  const weights = best?.files.get(CLASSIFIER);
  if (weights === undefined) throw refused.noCheckpoint(paths.folder, 'best');
  importNetwork(classifier.parameters, weights, `${paths.best}/${CLASSIFIER}`);
  const judgement: Evaluation = await evalModel(engine, classifier, test, options.size, split.classes, signal, reportEvaluation('test', emit));
  await writeAtomically(paths.test, `${JSON.stringify(judgement)}\n`).catch((error: unknown) =>
    emit({ type: 'log', level: 'warning', message: warnings.file(paths.test, error) }));
  const { accuracy, loss, count } = judgement;
  return { accuracy, loss, count };
}

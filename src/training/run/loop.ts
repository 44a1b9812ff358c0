import { setImmediate as nextTurn } from 'node:timers/promises';
import { filter } from 'rxjs';
import type { Engine } from '../../engine/index.js';
import type { EventBody } from '../../events/index.js';
import { watchPipeline, type Autotune } from '../../pipeline/index.js';
import type { Checkpointer } from '../checkpoint/checkpointer.js';
import { errors } from '../errors.js';
import { evalFeatures } from '../evaluation/eval-features.js';
import { evalModel } from '../evaluation/eval-model.js';
import type { EvalSet } from '../evaluation/eval-set.js';
import { beats, type Evaluation } from '../evaluation/score.js';
import type { FeatureStore } from '../features/feature-store.js';
import { messages } from '../messages.js';
import { optionsOf, type Measured } from '../recipes/recipe.js';
import type { TrainingState } from '../recipes/training-state.js';
import { CommandRunner } from './command-runner.js';
import { evaluationOf, meansOf, scoreOf, sharesOf } from './epoch-event.js';
import type { OpenInputs } from './inputs.js';
import { PipelineTuning } from './pipeline-tuning.js';
import type { Plan } from './plan.js';
import { Prefetcher } from './prefetcher.js';
import { reportEvaluation } from './report-evaluation.js';
import { ResidentMemory } from './resident-memory.js';
import type { RunCommands } from './run-commands.js';
import { afterEpoch, afterStep, type RunProgress } from './run-progress.js';
import { StepClock } from './step-clock.js';
import type { Stopwatch } from './stopwatch.js';
import { TrainingWatch } from './training-watch.js';
import { writeSamples, writeViews } from './write-grids.js';

/** Milliseconds between two `pipeline` events. */
const PIPELINE_MS = 1000;

export interface LoopParts {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly state: TrainingState;
  readonly inputs: OpenInputs;
  readonly checkpointer: Checkpointer;
  readonly validation: EvalSet;
  readonly features: FeatureStore;
  /** Whether the start is validated, as epoch 0: it may stay the best. */
  readonly evaluatesStart: boolean;
  /** Finds the pipeline's concurrency while it trains; null leaves it as it is. */
  readonly autotune: Autotune | null;
  /** Paths of the unlabelled pictures that are quarantined so far. */
  readonly knownBad: ReadonlySet<string>;
  readonly emit: (body: EventBody) => void;
  readonly signal: AbortSignal;
  readonly commands: RunCommands;
  /** Measures the work that went into the run. */
  readonly stopwatch: Stopwatch;
}

/** The steps and epochs of a run, from its progress to its last epoch. */
export class Loop {
  #progress: RunProgress;
  #whole = true;
  readonly #tuning: PipelineTuning;
  readonly #clock = new StepClock();
  readonly #memory = new ResidentMemory();
  readonly #watch = new TrainingWatch();
  readonly #commands: CommandRunner;

  constructor(private readonly parts: LoopParts, start: RunProgress) {
    const { plan: { options }, inputs } = parts;
    this.#progress = start;
    this.#tuning = new PipelineTuning(inputs.pipeline, options.batch, parts.autotune);
    this.#commands = new CommandRunner({ ...parts, tuning: this.#tuning, clock: this.#clock });
  }

  /** What a checkpoint of this moment says. */
  get progress(): RunProgress {
    return this.#progress;
  }

  /** Whether the weights are those of `progress` and worth saving. They are not after a step failed halfway, or after a loss that is not a number. */
  get whole(): boolean {
    return this.#whole;
  }

  /** Whether the last epoch is done, or validation has not been better for as many epochs as the patience. */
  get #done(): boolean {
    return this.#progress.epoch >= this.parts.plan.epochs || this.#impatient;
  }

  get #impatient(): boolean {
    const { plan: { options: { patience } } } = this.parts;
    const { best, epoch } = this.#progress;
    return patience > 0 && best !== null && epoch - best.epoch >= patience;
  }

  /**
   * Trains until the last epoch is done, or the patience is used up.
   * @throws WorkFailed when it cannot go on; the signal's reason, between two steps
   */
  async run(): Promise<void> {
    const { plan: { options }, engine, inputs, checkpointer, emit, signal } = this.parts;
    if (this.#done) return;
    if (this.parts.evaluatesStart) await this.#evaluateStart();
    const { stepsPerEpoch } = inputs;
    const reports = inputs.pipeline && watchPipeline(inputs.pipeline, { every: PIPELINE_MS, step: () => this.#clock.counters(this.#progress.step), autotune: () => this.#tuning.autotune });
    const prefetcher = new Prefetcher(inputs.from(this.#progress.step), inputs.inputs, engine, options.size, signal, this.#progress.step);
    const watching = reports?.pipe(filter(() => !this.#commands.paused)).subscribe((report) => emit({ type: 'pipeline', ...report, autotuned: this.#tuning.autotune !== null }));
    try {
      while (!this.#done) {
        this.#clock.stepping = true;
        while (this.#progress.batch < stepsPerEpoch) {
          // An engine without a queue answers in the same turn of the event loop. Ctrl-C and the decoders need another one.
          await nextTurn();
          signal.throwIfAborted();
          await this.#commands.run(this.#progress, signal);
          await this.#step(prefetcher);
          // At the end of an epoch the validation comes first: these weights may be the best.
          if (this.#progress.batch < stepsPerEpoch) await checkpointer.afterStep(this.#progress);
        }
        this.#clock.stepping = false;
        signal.throwIfAborted();
        await this.#endEpoch();
      }
    } finally {
      prefetcher.close();
      watching?.unsubscribe();
    }
  }

  async #evaluateStart(): Promise<void> {
    const { plan: { epochs }, checkpointer, emit } = this.parts;
    const start = performance.now();
    const evaluation = await this.#validate();
    this.#move({ ...this.#progress, best: { epoch: 0, val: scoreOf(evaluation) } });
    emit({ type: 'epoch', epoch: 0, epochs, step: 0, losses: {}, ...evaluationOf(evaluation), best: true, seconds: (performance.now() - start) / 1000, trainedOnPerSecond: 0 });
    await checkpointer.afterEpoch(this.#progress, true);
  }

  async #step(prefetcher: Prefetcher): Promise<void> {
    const { state, inputs, emit } = this.parts;
    const start = performance.now();
    const uploaded = await this.#clock.wait(prefetcher.take());
    const waitMs = inputs.pipeline === null ? 0 : performance.now() - start;
    let measured: Measured;
    let ms: number;
    try {
      this.#whole = false;
      const stepping = state.step(uploaded.batches, this.#progress.step);
      // Uploads the next batches while the engine computes.
      prefetcher.begin();
      measured = await stepping;
      // The step's time is that of training alone.
      ms = performance.now() - start;
      if (this.#progress.batch === 0) await writeViews(this.parts, uploaded.batches, this.#progress.epoch + 1, this.#progress.step + 1);
    } finally {
      uploaded.dispose();
    }
    const { losses } = measured;
    if (!Object.values(losses).every(Number.isFinite)) throw errors.notFinite(this.#progress.step + 1, losses, await this.parts.checkpointer.hasCheckpoint());

    const trainedOn = uploaded.count;
    this.#move(afterStep(this.#progress, measured, trainedOn, ms / 1000));
    this.#whole = true;
    emit({ type: 'step', epoch: this.#progress.epoch + 1, step: this.#progress.step, losses, ...sharesOf(measured), trainedOn, ms, waitMs, ...this.#memory.sample() });
    this.#warn(this.#watch.afterStep(this.#progress.step, losses));
  }

  async #endEpoch(): Promise<void> {
    const { plan: { recipe, options, epochs }, state, checkpointer, emit } = this.parts;
    const start = performance.now();
    const evaluation = await this.#validate();
    const score = scoreOf(evaluation);
    if (!Number.isFinite(score.loss)) {
      // The weights may still be finite, but they are useless: they must not replace an earlier checkpoint.
      this.#whole = false;
      throw errors.notFinite(this.#progress.step, { validation: score.loss }, await checkpointer.hasCheckpoint());
    }
    const { best, soFar, step } = this.#progress;
    const epoch = this.#progress.epoch + 1;
    // A run that crashed may have written the best weights of an epoch that it now repeats.
    const isBest = best === null || best.epoch === epoch || beats(score, best.val);
    const grid = await writeSamples(this.parts, epoch);
    const learningRate = state.learningRate(step - 1);
    const bestNow = isBest ? { epoch, val: score } : best;
    const means = meansOf(this.#progress);
    this.#move(afterEpoch(this.#progress, bestNow));
    emit({
      type: 'epoch',
      epoch, epochs, step,
      losses: means.losses,
      ...sharesOf(means),
      ...evaluationOf(evaluation),
      ...(learningRate !== null && { learningRate }),
      best: isBest,
      seconds: soFar.seconds + (performance.now() - start) / 1000,
      trainedOnPerSecond: soFar.trainedOn / soFar.seconds,
      ...(grid !== null && { grid }),
    });
    this.#warn(this.#watch.afterEpoch(epoch, score, bestNow));
    this.#warn(this.#watch.ofRecipe(recipe.warning?.(means, optionsOf(options)) ?? null));
    await checkpointer.afterEpoch(this.#progress, isBest);
    if (epoch < epochs && this.#impatient) emit({ type: 'log', level: 'info', message: messages.stoppedEarly(epoch, bestNow.epoch, options.patience) });
  }

  async #validate(): Promise<Evaluation> {
    const { plan: { options, split }, engine, state: { evaluated }, validation, features, emit, signal } = this.parts;
    const kept = await features.kept(evaluated, 'validation');
    if (kept !== null) return evalFeatures(evaluated, kept, split.classes);
    return evalModel(engine, evaluated, validation, options.size, split.classes, signal, reportEvaluation({ set: 'validation' }, emit));
  }

  #warn(warnings: readonly string[]): void {
    for (const message of warnings) this.parts.emit({ type: 'log', level: 'warning', message });
  }

  #move(progress: RunProgress): void {
    const { knownBad, stopwatch } = this.parts;
    this.#progress = {
      ...progress,
      seconds: stopwatch.seconds,
      knownBad: knownBad.size === progress.knownBad.length ? progress.knownBad : [...knownBad],
    };
  }
}

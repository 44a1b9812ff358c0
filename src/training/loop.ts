import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { filter } from 'rxjs';
import { pipelineOptions } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import type { EventBody, Score } from '../events/index.js';
import { watchPipeline, type Autotune, type Pipeline, type StepCounters } from '../pipeline/index.js';
import { evalModel } from './eval-model.js';
import { failed, granted, warnings } from './errors.js';
import { gridPath } from './folder.js';
import { gridOf } from './grid.js';
import { reportEvaluation } from './report-evaluation.js';
import type { Checkpointer } from './checkpointer.js';
import { drawSamples, type TrainingState } from './training-state.js';
import type { EvalSet } from './eval-set.js';
import type { Plan } from './plan.js';
import { ResidentMemory } from './resident-memory.js';
import { beats } from './score.js';
import { afterEpoch, afterStep, type RunProgress } from './run-progress.js';
import type { Stopwatch } from './stopwatch.js';
import { Prefetcher, type Uploaded } from './prefetcher.js';
import type { Errand, RunCommands } from './run-commands.js';

/** Between two `pipeline` events, ms. */
const PIPELINE_MS = 1000;

/** What the loop works with. */
export interface LoopParts {
  readonly plan: Plan;
  readonly learning: TrainingState;
  readonly keeper: Checkpointer;
  readonly val: EvalSet;
  /** Unlabelled batches; null where the recipe takes none, and an epoch is one step. */
  readonly pipeline: Pipeline | null;
  /** Finds the pipeline's concurrency while it trains; null leaves them as they are. */
  readonly autotune: Autotune | null;
  /** Unlabelled pictures set aside so far, by path. */
  readonly knownBad: ReadonlySet<string>;
  readonly emit: (body: EventBody) => void;
  readonly signal: AbortSignal;
  readonly wishes: RunCommands;
  /** Of the work that went into the run. */
  readonly stopwatch: Stopwatch;
}

/** The steps and epochs of a run, from where it stands to its last epoch. */
export class Loop {
  #progress: RunProgress;
  #whole = true;
  #uploads: Prefetcher | null = null;
  #stepping = false;
  #paused = false;
  /** Whether somebody has said how many concurrency there are to be: then nothing else changes them. */
  #concurrencySet = false;
  /** What steps of this part of the run waited for batches, ms, and since when one does. */
  #waitedMs = 0;
  #waitsSince: number | null = null;
  readonly #resident = new ResidentMemory();

  constructor(private readonly parts: LoopParts, start: RunProgress) {
    this.#progress = start;
  }

  /** Where the run stands: what a checkpoint of this moment says. */
  get progress(): RunProgress {
    return this.#progress;
  }

  /** Whether the weights are those of `progress` and worth keeping; not so when a step failed halfway, or they judge by no numbers. */
  get whole(): boolean {
    return this.#whole;
  }

  get stepsPerEpoch(): number {
    return this.parts.pipeline?.batches ?? 1;
  }

  /**
   * Trains until the last epoch is done.
   * @throws WorkFailed when it cannot go on; the signal's reason, between two steps
   */
  async run(): Promise<void> {
    const { plan, learning, pipeline, autotune, keeper, emit, signal } = this.parts;
    if (this.#progress.epoch >= plan.numbers.epochs) return;
    const watched = pipeline && { state: () => pipeline.state(), setConcurrency: (concurrency: number) => this.#concurrencySet || pipeline.setConcurrency(concurrency) };
    const reports = watched && watchPipeline(watched, { every: PIPELINE_MS, step: () => this.#look(), autotune });
    const watching = reports?.pipe(filter(() => !this.#paused)).subscribe((report) => emit({ type: 'pipeline', ...report }));
    this.#uploads = pipeline && new Prefetcher(pipeline.from(this.#position()), learning.engine, plan.options.size);
    try {
      while (this.#progress.epoch < plan.numbers.epochs) {
        this.#stepping = true;
        while (this.#progress.batch < this.stepsPerEpoch) {
          // An engine without a queue answers in the same turn of the event loop; without another one, Ctrl-C and the decoders would go unheard.
          await turn();
          signal.throwIfAborted();
          await this.#grantWishes();
          await this.#step();
          // At an epoch's end the validation comes first: it may make these weights the best.
          if (this.#progress.batch < this.stepsPerEpoch) await keeper.afterStep(this.#progress);
        }
        this.#stepping = false;
        signal.throwIfAborted();
        await this.#endEpoch();
      }
    } finally {
      this.#uploads?.close();
      watching?.unsubscribe();
    }
  }

  /** The next batch's place: after an epoch's last batch, whose validation may still be due, comes the next epoch's first. */
  #position() {
    const { epoch, batch } = this.#progress;
    return batch < this.stepsPerEpoch ? { epoch, batch } : { epoch: epoch + 1, batch: 0 };
  }

  /** Does what watchers wish, and stands still for as long as they wish that. */
  async #grantWishes(): Promise<void> {
    const { wishes, stopwatch, emit, signal } = this.parts;
    await this.#runErrands();
    if (!wishes.paused) return;
    this.#paused = true;
    this.#stepping = false;
    stopwatch.pause();
    emit({ type: 'pause', paused: true });
    try {
      while (wishes.paused) {
        await wishes.next(signal);
        await this.#runErrands();
      }
      emit({ type: 'pause', paused: false });
    } finally {
      stopwatch.goOn();
      this.#stepping = true;
      this.#paused = false;
    }
  }

  async #runErrands(): Promise<void> {
    const { wishes, keeper } = this.parts;
    for (let errand = wishes.take(); errand !== undefined; errand = wishes.take()) {
      if (errand.type === 'checkpoint') await keeper.saveNow(this.#progress);
      else this.#changeLanes(errand);
    }
  }

  #changeLanes({ change }: Extract<Errand, { type: 'concurrency' }>): void {
    const { pipeline, emit } = this.parts;
    const info = (message: string) => emit({ type: 'log', level: 'info', message });
    if (pipeline === null) return info(granted.noConcurrency());
    const { concurrency: before, prefetch } = pipeline.state();
    // No more are of use than there are places in buffers.
    const most = Math.max(before, Math.min(pipelineOptions.concurrency.max, prefetch * this.parts.plan.options.batch));
    const concurrency = change === 'increase' ? Math.min(most, before * 2) : Math.max(pipelineOptions.concurrency.min, Math.floor(before / 2));
    if (concurrency === before) return info(granted.sameConcurrency(concurrency, change));
    this.#concurrencySet = true;
    pipeline.setConcurrency(concurrency);
    return info(granted.concurrency(before, concurrency));
  }

  async #step(): Promise<void> {
    const { learning, plan, emit, signal } = this.parts;
    const { stepper, labelled } = learning;
    const start = performance.now();
    const batch = await this.#waitFor(this.#uploads?.take(signal));
    const waitMs = batch === undefined ? 0 : performance.now() - start;
    let losses: Record<string, number>;
    try {
      if (batch !== undefined && (batch.epoch !== this.#progress.epoch || batch.batch !== this.#progress.batch)) {
        throw new Error(`batch ${batch.batch} of epoch ${batch.epoch} came where ${this.#progress.batch} of ${this.#progress.epoch} was due`);
      }
      this.#whole = false;
      const stepping = stepper.step({ step: this.#progress.step, labelled, ...(batch && { unlabelled: batch.pictures }) });
      // The next one comes while this one is computed on.
      this.#uploads?.begin(signal);
      losses = await stepping;
    } finally {
      batch?.pictures.dispose();
    }
    if (!Object.values(losses).every(Number.isFinite)) throw failed.notFinite(this.#progress.step + 1, losses);

    const generated = plan.recipe.sources.includes('generated') ? plan.options.batch : 0;
    const images = labelled.labels.length + (batch?.count ?? 0) + generated;
    const ms = performance.now() - start;
    this.#move(afterStep(this.#progress, losses, images, ms / 1000));
    this.#whole = true;
    emit({ type: 'step', epoch: this.#progress.epoch + 1, step: this.#progress.step, losses, images, ms, waitMs, ...this.#resident.sample() });
  }

  /** What is known of the steps at this moment, in the middle of a wait too. */
  #look(): StepCounters {
    const waits = this.#waitsSince === null ? 0 : performance.now() - this.#waitsSince;
    return { steps: this.#progress.step, waitMs: this.#waitedMs + waits, stepping: this.#stepping };
  }

  async #waitFor(batch: Promise<Uploaded> | undefined): Promise<Uploaded | undefined> {
    if (batch === undefined) return undefined;
    const since = performance.now();
    this.#waitsSince = since;
    try {
      return await batch;
    } finally {
      this.#waitsSince = null;
      this.#waitedMs += performance.now() - since;
    }
  }

  async #endEpoch(): Promise<void> {
    const { learning, plan, keeper, val, emit, signal } = this.parts;
    const start = performance.now();
    const { accuracy, loss, count } = await evalModel(learning.engine, learning.evaluated, val, plan.options.size, plan.split.classes, signal, reportEvaluation('validation', emit));
    if (!Number.isFinite(loss)) {
      // The weights may be finite still, and are past use all the same: they must not replace a checkpoint from before.
      this.#whole = false;
      throw failed.notFinite(this.#progress.step, { validation: loss });
    }
    const score: Score = { accuracy, loss, count };
    const { best, soFar, batch, step } = this.#progress;
    const epoch = this.#progress.epoch + 1;
    // A run that crashed may have written the best weights of an epoch that it then comes to again.
    const isBest = best === null || best.epoch === epoch || beats(score, best.val);
    const grid = await this.#drawGrid(epoch);
    this.#move(afterEpoch(this.#progress, isBest ? { epoch, val: score } : best));
    emit({
      type: 'epoch',
      epoch,
      epochs: plan.numbers.epochs,
      step,
      losses: Object.fromEntries(Object.entries(soFar.losses).map(([name, sum]) => [name, sum / batch])),
      val: score,
      best: isBest,
      seconds: soFar.seconds + (performance.now() - start) / 1000,
      imagesPerSecond: soFar.images / soFar.seconds,
      ...(grid !== null && { grid }),
    });
    await keeper.afterEpoch(this.#progress, isBest);
  }

  async #drawGrid(epoch: number): Promise<string | null> {
    const { learning, plan, emit } = this.parts;
    if (learning.generator === null) return null;
    const path = gridPath(epoch);
    try {
      const png = await gridOf(await drawSamples(learning.generator, plan.options.seed), plan.options.size, 8);
      await mkdir(plan.paths.samples, { recursive: true });
      await writeAtomically(join(plan.paths.folder, path), png);
      return path;
    } catch (error) {
      emit({ type: 'log', level: 'warning', message: warnings.file(path, error) });
      return null;
    }
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

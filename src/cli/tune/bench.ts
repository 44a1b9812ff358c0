import { setImmediate as turn } from 'node:timers/promises';
import type { TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import { createDecodePool, createPipeline, parsePolicies, type DecodePool, type Measurement, type PictureCosts, type Pipeline, type Position, type Setting, type View } from '../../pipeline/index.js';
import type { StepProbe } from '../../training/index.js';
import { MIN_SECONDS, OutOfTime, PROCESS_CLOCK, type Clock } from './measurement.js';

export interface LoaderBenchOptions {
  readonly dataset: Pick<Dataset, 'root' | 'samples'>;
  readonly options: TrainOptions;
  /** The views of each picture: the workers make all of them. @default ['none'] */
  readonly views?: readonly View[];
  /** The step that takes the batches; null: each batch is released at once. */
  readonly stepProbe: StepProbe | null;
  readonly signal: AbortSignal;
  /** Shortest measurement, seconds. @default MIN_SECONDS */
  readonly shortest?: number;
  /** @default the clock of the process */
  readonly clock?: Clock;
}

/** Longest measurement of a setting, seconds, for slow steps. */
const MAX_SECONDS = 8;
/** Steps in a measurement, besides those whose batches may have been ready before. */
const STEPS = 1;
/** Seconds until the workers have a full queue. */
const WARM_SECONDS = 0.3;

/** The speed of the loader alone. */
export interface LoaderRate {
  /** Pictures read a second. */
  readonly rate: number;
  /** Milliseconds of a worker's time for one picture. */
  readonly readMs: number;
  readonly decodeMs: number;
}

/** Measures settings of the pipeline on a data set. Each measurement reads pictures that were not read before, as long as there are any. */
export class LoaderBench {
  readonly #clock: Clock;
  readonly #shortest: number;
  #pool: DecodePool | null = null;
  #position: Position = { epoch: 0, batch: 0 };
  readonly #bad = new Set<string>();

  constructor(private readonly options: LoaderBenchOptions) {
    this.#clock = options.clock ?? PROCESS_CLOCK;
    this.#shortest = options.shortest ?? MIN_SECONDS;
  }

  /**
   * Measures a setting together with the step, or alone when there is no step.
   * @param limit seconds after which it ends; a step under way then still finishes
   * @throws WorkFailed when too many pictures are bad; OutOfTime when the limit was too short; the signal's reason
   */
  async measureSetting(setting: Setting, limit: number): Promise<Measurement> {
    const { stepProbe } = this.options;
    if (stepProbe !== null) return { setting, ...(await this.#measureWithStep(setting, stepProbe, limit)) };
    const began = this.#clock.now();
    const { rate } = await this.measureLoader(setting, limit);
    return { setting, rate, waiting: null, seconds: (this.#clock.now() - began) / 1000 };
  }

  /**
   * Measures the loader alone: each batch is released at once.
   * @param limit seconds after which it ends
   * @throws OutOfTime when no picture came by then
   */
  async measureLoader(setting: Setting, limit: number, seconds = this.#shortest): Promise<LoaderRate> {
    const { signal } = this.options;
    const { now: clock, wait } = this.#clock;
    const end = clock() + limit * 1000;
    const pipeline = await this.#pipeline(setting);
    const failure = new AbortController();
    const running = pipeline.from(this.#position).subscribe({
      next: (batch) => {
        this.#position = { epoch: batch.epoch, batch: batch.batch + 1 };
        batch.release();
      },
      error: (error: unknown) => failure.abort(error),
    });
    try {
      const either = AbortSignal.any([signal, failure.signal]);
      while (pipeline.state().decoded === 0) {
        if (clock() >= end) throw new OutOfTime();
        await wait(5, either);
      }
      await wait(WARM_SECONDS * 1000, either);
      const [before, began] = [pipeline.state(), clock()];
      let now = before;
      // A single picture may take longer than `seconds`.
      for (let ms = 0; ms < seconds * 1000 || (now.decoded - before.decoded < 2 * setting.workers && ms < MAX_SECONDS * 1000); ms = clock() - began) {
        if (clock() >= end) break;
        await wait(50, either);
        now = pipeline.state();
      }
      if (now.decoded === before.decoded) throw new OutOfTime();
      const pictures = now.decoded - before.decoded;
      return {
        rate: (pictures * 1000) / (clock() - began),
        readMs: (now.readMs - before.readMs) / pictures,
        decodeMs: (now.decodeMs - before.decodeMs) / pictures,
      };
    } catch (error) {
      throw failure.signal.aborted ? failure.signal.reason : error;
    } finally {
      running.unsubscribe();
      await pipeline.close();
    }
  }

  /** Measures the parts of a picture's time with one worker and one picture at a time. The remainder is the transfer. */
  async measureCosts(limit: number): Promise<PictureCosts> {
    const { rate, readMs, decodeMs } = await this.measureLoader({ workers: 1, concurrency: 1, prefetch: 2 }, limit, Math.min(1, this.#shortest));
    return { readMs, decodeMs, transferMs: Math.max(0, 1000 / rate - readMs - decodeMs) };
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  async #measureWithStep(setting: Setting, stepProbe: StepProbe, limit: number): Promise<Omit<Measurement, 'setting'>> {
    const { signal } = this.options;
    const { now: clock, wait } = this.#clock;
    const [late, done] = [new AbortController(), new AbortController()];
    // Ends the stream when no batch comes at all. Between steps the loop below checks the time.
    wait(limit * 1000, done.signal).then(() => late.abort(), () => undefined);
    const end = clock() + limit * 1000;
    const pipeline = await this.#pipeline(setting, AbortSignal.any([signal, late.signal]));
    let steps = 0;
    let pictures = 0;
    let waitMs = 0;
    let began = 0;
    let waitFrom = clock();
    try {
      for await (const batch of pipeline.from(this.#position)) {
        waitMs += clock() - waitFrom;
        this.#position = { epoch: batch.epoch, batch: batch.batch + 1 };
        await stepProbe.step(batch.views, batch.count, () => batch.release());
        steps++;
        pictures += batch.count;
        // The workers reach full speed during the first step, so it does not count.
        if (steps === 1) [waitMs, pictures, began] = [0, 0, clock()];
        const seconds = (clock() - began) / 1000;
        if (clock() >= end || seconds > MAX_SECONDS || (seconds > this.#shortest && steps > setting.prefetch + STEPS)) break;
        // Training yields to the event loop here too.
        await turn();
        waitFrom = clock();
      }
    } finally {
      done.abort();
      await pipeline.close();
    }
    signal.throwIfAborted();
    if (steps < 2) throw new OutOfTime();
    const seconds = (clock() - began) / 1000;
    return { rate: pictures / seconds, waiting: waitMs / 1000 / seconds, seconds };
  }

  async #pipeline({ workers, concurrency, prefetch }: Setting, signal = this.options.signal): Promise<Pipeline> {
    const { options, dataset, views = ['none'] } = this.options;
    const { size, batch, seed, background, decoder } = options;
    if (this.#pool?.workers !== workers) {
      await this.#pool?.close();
      this.#pool = createDecodePool({ workers, decodeTimeout: options['decode-timeout'], isolate: options.isolate });
    }
    return createPipeline({
      root: dataset.root, samples: dataset.samples, size, batchSize: batch, seed, concurrency, prefetch, background, decoder,
      views, policies: parsePolicies(options.policies, size), maxBad: options['max-bad'], pixelLimit: options['pixel-limit'], pool: this.#pool, signal,
      knownBad: new Set(this.#bad), onQuarantine: ({ path }) => void this.#bad.add(path),
    });
  }
}

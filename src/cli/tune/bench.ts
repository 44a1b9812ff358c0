import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { WorkFailed, type TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import { createDecodePool, createPipeline, type PictureCosts, type DecodePool, type Measurement, type Pipeline, type Position, type Setting } from '../../pipeline/index.js';
import type { StepProbe } from '../../training/index.js';

export interface BenchParts {
  readonly dataset: Pick<Dataset, 'root' | 'samples'>;
  readonly options: TrainOptions;
  /** The step that takes the batches; null: they are let go of at once. */
  readonly rehearsal: StepProbe | null;
  readonly signal: AbortSignal;
  /** @default the process's own */
  readonly clock?: Clock;
}

/** The time that measurements go by: virtual in tests. */
export interface Clock {
  /** Milliseconds, never put back. */
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const PROCESS: Clock = { now: () => performance.now(), wait: (ms, signal) => wait(ms, undefined, { signal }) };

/** How long a setting is measured, seconds: at least, and at most where steps are slow. */
const LEAST_SECONDS = 1.5;
const MOST_SECONDS = 12;
/** Steps that a rate is measured over, beside those whose batches may have been ready before. */
const STEPS = 4;
/** Until the workers have their queue full. */
const WARM_SECONDS = 0.3;

/** A loader by itself, over a stretch of time. */
export interface Alone {
  /** Pictures a second. */
  readonly rate: number;
  /** Milliseconds of a worker's time, a picture. */
  readonly readMs: number;
  readonly decodeMs: number;
}

/** Measures ways to run the pipeline on a data set's pictures, each on those that were not read before as far as there are any. */
export class Bench {
  readonly #parts: BenchParts;
  readonly #clock: Clock;
  #pool: DecodePool | null = null;
  #position: Position = { epoch: 0, batch: 0 };
  readonly #bad = new Set<string>();

  constructor(parts: BenchParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? PROCESS;
  }

  /**
   * The setting with the step at work, or alone where there is none.
   * @param limit seconds in which it ends, but for a step that is under way then
   * @throws WorkFailed when too many pictures are bad; OutOfTime when nothing was measured by then; the signal's reason
   */
  async measure(setting: Setting, limit: number): Promise<Measurement> {
    const { rehearsal } = this.#parts;
    if (rehearsal !== null) return { setting, ...(await this.#withStep(setting, rehearsal, limit)) };
    const began = this.#clock.now();
    const { rate } = await this.alone(setting, limit);
    return { setting, rate, waiting: null, seconds: (this.#clock.now() - began) / 1000 };
  }

  /**
   * The loader by itself: every batch is let go of at once.
   * @param limit seconds in which it ends
   * @throws OutOfTime when no picture came by then
   */
  async alone(setting: Setting, limit: number, seconds = LEAST_SECONDS): Promise<Alone> {
    const { signal } = this.#parts;
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
      // A picture may take longer than all of it.
      for (let ms = 0; ms < seconds * 1000 || (now.decoded - before.decoded < 2 * setting.workers && ms < MOST_SECONDS * 1000); ms = clock() - began) {
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

  /** What a picture costs, found with one worker that has one picture at a time: what is left over is the way there and back. */
  async costs(limit: number): Promise<PictureCosts> {
    const { rate, readMs, decodeMs } = await this.alone({ workers: 1, concurrency: 1, prefetch: 2 }, limit, 1);
    return { readMs, decodeMs, transferMs: Math.max(0, 1000 / rate - readMs - decodeMs) };
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  async #withStep(setting: Setting, rehearsal: StepProbe, limit: number): Promise<Omit<Measurement, 'setting'>> {
    const { signal } = this.#parts;
    const { now: clock, wait } = this.#clock;
    const [late, done] = [new AbortController(), new AbortController()];
    // Ends the stream where not even a batch comes; between steps the time is looked at below.
    wait(limit * 1000, done.signal).then(() => late.abort(), () => undefined);
    const end = clock() + limit * 1000;
    const pipeline = await this.#pipeline(setting, AbortSignal.any([signal, late.signal]));
    let steps = 0;
    let pictures = 0;
    let waitMs = 0;
    let began = 0;
    let waits = clock();
    try {
      for await (const batch of pipeline.from(this.#position)) {
        waitMs += clock() - waits;
        this.#position = { epoch: batch.epoch, batch: batch.batch + 1 };
        await rehearsal.step(batch.pixels, batch.count, () => batch.release());
        steps++;
        pictures += batch.count;
        // The first step comes before the workers are at full speed.
        if (steps === 1) [waitMs, pictures, began] = [0, 0, clock()];
        const seconds = (clock() - began) / 1000;
        if (clock() >= end || seconds > MOST_SECONDS || (seconds > LEAST_SECONDS && steps > setting.prefetch + STEPS)) break;
        // As in training: whatever came meanwhile has its turn.
        await turn();
        waits = clock();
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

  async #pipeline({ workers, concurrency, prefetch }: Setting, signal = this.#parts.signal): Promise<Pipeline> {
    const { options, dataset } = this.#parts;
    const { size, batch, seed, background, decoder } = options;
    if (this.#pool?.workers !== workers) {
      await this.#pool?.close();
      this.#pool = createDecodePool({ workers, decodeTimeout: options['decode-timeout'], isolate: options.isolate });
    }
    return createPipeline({
      root: dataset.root, samples: dataset.samples, size, batchSize: batch, seed, concurrency, prefetch, background, decoder,
      maxBad: options['max-bad'], pixelLimit: options['pixel-limit'], pool: this.#pool, signal,
      knownBad: new Set(this.#bad), onQuarantine: ({ path }) => void this.#bad.add(path),
    });
  }
}

/** A measurement that came to nothing in its time. */
export class OutOfTime extends WorkFailed {
  constructor() {
    super('Nothing could be measured in the time that there was: pictures or steps take too long. Give more --seconds, or tune with a smaller --batch or --size.');
  }
}

/**
 * Pictures a second that the step would take if they were always there.
 * @param limit seconds in which it ends, but for a step that is under way then
 */
export async function measureStep(rehearsal: StepProbe, { size, batch }: TrainOptions, signal: AbortSignal, limit: number, { now: clock }: Clock = PROCESS): Promise<number> {
  // Noise would make other numbers, and take the same time.
  const pixels = Uint8Array.from({ length: batch * size * size * 3 }, (_, index) => (index * 2_654_435_761) >>> 24);
  const end = clock() + limit * 1000;
  let began = clock();
  await rehearsal.step(pixels, batch);
  // The first step, which also prepares the engine, counts only where there is no time for another.
  if (clock() >= end) return (batch * 1000) / (clock() - began);
  began = clock();
  let seconds = 0;
  let steps = 0;
  for (; clock() < end && (seconds < LEAST_SECONDS || steps < 2); seconds = (clock() - began) / 1000) {
    await turn();
    signal.throwIfAborted();
    await rehearsal.step(pixels, batch);
    steps++;
  }
  return (steps * batch) / seconds;
}

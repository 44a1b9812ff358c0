import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { TrainOptions } from '../config/index.js';
import type { Dataset } from '../dataset/index.js';
import { createDecodePool, createPipeline, type Costs, type DecodePool, type Measured, type Pipeline, type Position, type Setting } from '../pipeline/index.js';
import type { Rehearsal } from '../training/index.js';

export interface BenchParts {
  readonly dataset: Pick<Dataset, 'root' | 'samples'>;
  readonly options: TrainOptions;
  /** The step that takes the batches; null: they are let go of at once. */
  readonly rehearsal: Rehearsal | null;
  readonly signal: AbortSignal;
}

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
  #pool: DecodePool | null = null;
  #position: Position = { epoch: 0, batch: 0 };
  readonly #bad = new Set<string>();

  constructor(parts: BenchParts) {
    this.#parts = parts;
  }

  /**
   * The setting with the step at work, or alone where there is none.
   * @throws WorkFailed when too many pictures are bad; the signal's reason
   */
  async measure(setting: Setting): Promise<Measured> {
    const { rehearsal } = this.#parts;
    if (rehearsal !== null) return { setting, ...(await this.#withStep(setting, rehearsal)) };
    const began = performance.now();
    const { rate } = await this.alone(setting);
    return { setting, rate, waiting: null, seconds: (performance.now() - began) / 1000 };
  }

  /** The loader by itself: every batch is let go of at once. */
  async alone(setting: Setting, seconds = LEAST_SECONDS): Promise<Alone> {
    const { signal } = this.#parts;
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
      while (pipeline.state().decoded === 0) await wait(5, undefined, { signal: either });
      await wait(WARM_SECONDS * 1000, undefined, { signal: either });
      const [before, began] = [pipeline.state(), performance.now()];
      let now = before;
      // A picture may take longer than all of it.
      for (let ms = 0; ms < seconds * 1000 || (now.decoded - before.decoded < 2 * setting.workers && ms < MOST_SECONDS * 1000); ms = performance.now() - began) {
        await wait(50, undefined, { signal: either });
        now = pipeline.state();
      }
      const pictures = Math.max(1, now.decoded - before.decoded);
      return {
        rate: ((now.decoded - before.decoded) * 1000) / (performance.now() - began),
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
  async costs(): Promise<Costs> {
    const { rate, readMs, decodeMs } = await this.alone({ workers: 1, lanes: 1, slots: 2 }, 1);
    return { readMs, decodeMs, handOverMs: Math.max(0, 1000 / rate - readMs - decodeMs) };
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  async #withStep(setting: Setting, rehearsal: Rehearsal): Promise<Omit<Measured, 'setting'>> {
    const { signal } = this.#parts;
    const pipeline = await this.#pipeline(setting);
    let steps = 0;
    let pictures = 0;
    let waitMs = 0;
    let began = 0;
    let waits = performance.now();
    try {
      for await (const batch of pipeline.from(this.#position)) {
        signal.throwIfAborted();
        waitMs += performance.now() - waits;
        this.#position = { epoch: batch.epoch, batch: batch.batch + 1 };
        await rehearsal.step(batch.pixels, batch.count, () => batch.release());
        steps++;
        pictures += batch.count;
        // The first step comes before the workers are at full speed.
        if (steps === 1) [waitMs, pictures, began] = [0, 0, performance.now()];
        const seconds = (performance.now() - began) / 1000;
        if (seconds > MOST_SECONDS || (seconds > LEAST_SECONDS && steps > setting.slots + STEPS)) break;
        // As in training: whatever came meanwhile has its turn.
        await turn();
        waits = performance.now();
      }
    } finally {
      await pipeline.close();
    }
    const seconds = (performance.now() - began) / 1000;
    return { rate: pictures / seconds, waiting: waitMs / 1000 / seconds, seconds };
  }

  async #pipeline({ workers, lanes, slots }: Setting): Promise<Pipeline> {
    const { options, dataset, signal } = this.#parts;
    const { size, batch, seed, background, decoder } = options;
    if (this.#pool?.workers !== workers) {
      await this.#pool?.close();
      this.#pool = createDecodePool({ workers, pictureSeconds: options['picture-seconds'], isolate: options.isolate });
    }
    return createPipeline({
      root: dataset.root, samples: dataset.samples, size, batchSize: batch, seed, lanes, slots, background, decoder,
      maxBad: options['max-bad'], pixelLimit: options['pixel-limit'], pool: this.#pool, signal,
      knownBad: new Set(this.#bad), onQuarantine: ({ path }) => void this.#bad.add(path),
    });
  }
}

/** Pictures a second that the step would take if they were always there. */
export async function measureStep(rehearsal: Rehearsal, { size, batch }: TrainOptions, signal: AbortSignal): Promise<number> {
  // Noise would make other numbers, and take the same time.
  const pixels = Uint8Array.from({ length: batch * size * size * 3 }, (_, index) => (index * 2_654_435_761) >>> 24);
  await rehearsal.step(pixels, batch);
  const began = performance.now();
  let seconds = 0;
  let steps = 0;
  for (; seconds < LEAST_SECONDS || steps < 2; seconds = (performance.now() - began) / 1000) {
    await turn();
    signal.throwIfAborted();
    await rehearsal.step(pixels, batch);
    steps++;
  }
  return (steps * batch) / seconds;
}

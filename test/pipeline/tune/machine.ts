import { VirtualTimeScheduler } from 'rxjs';
import type { Autotune, PipelineReport } from '../../../src/pipeline/index.js';
import { watchPipeline } from '../../../src/pipeline/tune/watch.js';
import type { PipelineState } from '../../../src/pipeline/types.js';

/** What a picture costs a worker, ms. */
export interface Timing {
  readonly readMs: number;
  readonly decodeMs: number;
}

export interface MachineOptions {
  readonly workers: number;
  readonly prefetch: number;
  readonly batch: number;
  /** Of one picture after the other, repeated. */
  readonly timings: readonly Timing[];
  /** Duration of a step, ms. */
  readonly stepMs: number;
  /** Whether a step blocks the main thread. */
  readonly blocks: boolean;
  /** Time of the main thread to send a picture to a worker and take its answer, ms. */
  readonly transferMs: number;
  /** Stretches in which no read ends, ms since the start. */
  readonly stalls?: readonly (readonly [number, number])[];
  /** Another duration of the steps from a moment on. */
  readonly later?: { readonly from: number; readonly stepMs: number };
}

/**
 * A simulation of whisker on a machine, in virtual time: a main thread that sends pictures to the workers and runs the steps,
 * workers that read and decode one picture of their queue after the other, and buffers that bound all of it.
 */
export class Machine {
  readonly time = new VirtualTimeScheduler();
  readonly #options: MachineOptions;
  #concurrency: number;
  #decoding = 0;
  #begun = 0;
  #decoded = 0;
  #readMs = 0;
  #decodeMs = 0;
  #blockedMs = 0;
  #blockedSince: number | null = null;
  /** Pictures of each batch that have not begun and that are missing, the oldest batch first. */
  #batches: { toBegin: number; missing: number }[] = [];
  #credits: number;
  readonly #queue: Timing[] = [];
  #idle: number;
  #mainFreeAt = 0;
  #answers = 0;
  #draining = false;
  /** Steps done. */
  steps = 0;
  #waitMs = 0;
  #waitingSince: number | null = 0;
  #stepping = false;

  constructor(options: MachineOptions, concurrency: number) {
    this.#options = options;
    this.#concurrency = concurrency;
    this.#credits = options.prefetch;
    this.#idle = options.workers;
  }

  state = (): PipelineState => ({
    decoded: this.#decoded, fromCache: 0, quarantined: 0,
    buffersTaken: this.#options.prefetch - this.#credits, prefetch: this.#options.prefetch, buffersDecoding: this.#batches.filter(({ missing }) => missing > 0).length,
    concurrency: this.#concurrency, decoding: this.#decoding, workers: this.#options.workers, delivered: this.steps,
    blockedMs: this.#blockedMs + (this.#blockedSince === null ? 0 : this.time.now() - this.#blockedSince),
    readMs: this.#readMs, decodeMs: this.#decodeMs,
  });

  setConcurrency = (concurrency: number): void => {
    this.#concurrency = concurrency;
    this.#onMain(() => this.#begin());
  };

  step = () => ({ steps: this.steps, waitMs: this.#waitMs + (this.#waitingSince === null ? 0 : this.time.now() - this.#waitingSince), stepping: true });

  /** Runs for some seconds, autotuned as in `train --concurrency auto` if given, and returns the report of every second. */
  run(seconds: number, autotune: Autotune | null = null): PipelineReport[] {
    const reports: PipelineReport[] = [];
    const now = (): number => this.time.now();
    const watching = watchPipeline(this, { every: 1000, step: this.step, autotune, now, scheduler: this.time }).subscribe((report) => reports.push(report));
    this.#begin();
    this.time.maxFrames = seconds * 1000;
    this.time.flush();
    watching.unsubscribe();
    return reports;
  }

  /** Pictures that were trained on. */
  get trained(): number {
    return this.steps * this.#options.batch;
  }

  /** Runs `work` on the main thread as soon as it is free. */
  #onMain(work: () => void): void {
    const now = this.time.now();
    if (this.#mainFreeAt <= now) work();
    else this.time.schedule(() => this.#onMain(work), this.#mainFreeAt - now);
  }

  /** Sends pictures to the workers while concurrency and credits allow. */
  #begin(): void {
    const { batch, workers, timings } = this.#options;
    while (this.#decoding < this.#concurrency) {
      let open = this.#batches.find(({ toBegin }) => toBegin > 0);
      if (open === undefined) {
        if (this.#credits === 0) break;
        this.#credits--;
        open = { toBegin: batch, missing: batch };
        this.#batches.push(open);
      }
      open.toBegin--;
      this.#decoding++;
      this.#queue.push(timings[this.#begun++ % timings.length]);
    }
    if (this.#decoding > 0 && this.#blockedSince !== null) {
      this.#blockedMs += this.time.now() - this.#blockedSince;
      this.#blockedSince = null;
    }
    while (this.#idle > 0 && this.#queue.length > 0) {
      this.#idle--;
      this.#work();
    }
    if (this.#idle > workers) throw new Error('more idle workers than workers');
  }

  /** A worker takes the next picture of its queue, or waits for one. */
  #work(): void {
    const timing = this.#queue.shift();
    if (timing === undefined) {
      this.#idle++;
      return;
    }
    const { stalls = [] } = this.#options;
    const now = this.time.now();
    const read = now + timing.readMs;
    const stall = stalls.find(([from, to]) => read > from && now < to);
    const readMs = (stall === undefined ? read : stall[1] + timing.readMs) - now;
    this.time.schedule(() => {
      this.#answers++;
      this.#readMs += readMs;
      this.#decodeMs += timing.decodeMs;
      this.#drain();
      this.#work();
    }, readMs + timing.decodeMs);
  }

  /** Takes the workers' answers on the main thread. */
  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#onMain(() => {
      this.#draining = false;
      const answers = this.#answers;
      this.#answers = 0;
      this.#mainFreeAt = this.time.now() + answers * this.#options.transferMs;
      for (let answer = 0; answer < answers; answer++) {
        this.#decoding--;
        this.#decoded++;
        // It does not matter which picture it was, only when a batch is complete.
        const incomplete = this.#batches.find(({ missing }) => missing > 0);
        if (incomplete !== undefined) incomplete.missing--;
      }
      this.#begin();
      if (this.#decoding === 0) this.#blockedSince ??= this.time.now();
      this.#onMain(() => this.#step());
    });
  }

  #step(): void {
    if (this.#stepping || this.#batches[0]?.missing !== 0) return;
    const now = this.time.now();
    const { stepMs, blocks, later } = this.#options;
    const ms = later !== undefined && now >= later.from ? later.stepMs : stepMs;
    if (this.#waitingSince !== null) this.#waitMs += now - this.#waitingSince;
    this.#waitingSince = null;
    this.#stepping = true;
    // TensorFlow has copied the pixels, so the buffer is free before the step has run.
    this.#batches.shift();
    this.#credits++;
    this.#begin();
    if (blocks) this.#mainFreeAt = now + ms;
    this.time.schedule(() => {
      this.#stepping = false;
      this.steps++;
      this.#waitingSince = this.time.now();
      // Like the training loop, takes what has come meanwhile before the next step.
      this.time.schedule(() => this.#onMain(() => this.#step()), 0);
    }, ms);
  }
}

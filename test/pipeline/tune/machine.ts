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
  /** Of one picture after the other, round and round. */
  readonly timings: readonly Timing[];
  /** A step, ms; and whether it keeps the main thread from everything else, as TensorFlow does. */
  readonly stepMs: number;
  readonly blocks: boolean;
  /** What the main thread needs to hand a picture over and take its answer, ms. */
  readonly transferMs: number;
  /** Stretches in which no read comes back, ms from the beginning. */
  readonly stalls?: readonly (readonly [number, number])[];
  /** What the step needs from a moment on, ms, instead. */
  readonly later?: { readonly from: number; readonly stepMs: number };
}

/**
 * A small model of whisker on a machine, in virtual time: a main thread that hands pictures out and runs the steps, workers
 * that read and decode one picture after the other out of a queue of their own, buffers that bound it all.
 */
export class Machine {
  readonly time = new VirtualTimeScheduler();
  readonly #options: MachineOptions;
  #concurrency: number;
  #busy = 0;
  #begun = 0;
  #decoded = 0;
  #readMs = 0;
  #decodeMs = 0;
  #blockedMs = 0;
  #blockedSince: number | null = null;
  /** Pictures of each batch that are still missing, the oldest batch first. */
  #filling: { toBegin: number; missing: number }[] = [];
  #credits: number;
  readonly #queue: Timing[] = [];
  #idle: number;
  #mainFreeAt = 0;
  #answers = 0;
  #draining = false;
  /** Steps done, and the wait for the next. */
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
    buffersTaken: this.#options.prefetch - this.#credits, prefetch: this.#options.prefetch, buffersFilling: this.#filling.filter(({ missing }) => missing > 0).length,
    concurrency: this.#concurrency, decoding: this.#busy, workers: this.#options.workers, delivered: this.steps,
    blockedMs: this.#blockedMs + (this.#blockedSince === null ? 0 : this.time.now() - this.#blockedSince),
    readMs: this.#readMs, decodeMs: this.#decodeMs,
  });

  setConcurrency = (concurrency: number): void => {
    this.#concurrency = concurrency;
    this.#onMain(() => this.#begin());
  };

  step = () => ({ steps: this.steps, waitMs: this.#waitMs + (this.#waitingSince === null ? 0 : this.time.now() - this.#waitingSince), stepping: true });

  /** Runs for so many seconds; with a autotune, as `train --concurrency auto` does. Gives the reports of every second. */
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

  /** Pictures that went through steps. */
  get trained(): number {
    return this.steps * this.#options.batch;
  }

  /** Does `work` on the main thread as soon as it is free. */
  #onMain(work: () => void): void {
    const now = this.time.now();
    if (this.#mainFreeAt <= now) work();
    else this.time.schedule(() => this.#onMain(work), this.#mainFreeAt - now);
  }

  /** Hands out pictures while there are concurrency and credits. */
  #begin(): void {
    const { batch, workers, timings } = this.#options;
    while (this.#busy < this.#concurrency) {
      let filling = this.#filling.find(({ toBegin }) => toBegin > 0);
      if (filling === undefined) {
        if (this.#credits === 0) break;
        this.#credits--;
        filling = { toBegin: batch, missing: batch };
        this.#filling.push(filling);
      }
      filling.toBegin--;
      this.#busy++;
      this.#queue.push(timings[this.#begun++ % timings.length]);
    }
    if (this.#busy > 0 && this.#blockedSince !== null) {
      this.#blockedMs += this.time.now() - this.#blockedSince;
      this.#blockedSince = null;
    }
    while (this.#idle > 0 && this.#queue.length > 0) {
      this.#idle--;
      this.#work();
    }
    if (this.#idle > workers) throw new Error('more workers than there are');
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

  /** The main thread takes the answers that came. */
  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#onMain(() => {
      this.#draining = false;
      const answers = this.#answers;
      this.#answers = 0;
      this.#mainFreeAt = this.time.now() + answers * this.#options.transferMs;
      for (let answer = 0; answer < answers; answer++) {
        this.#busy--;
        this.#decoded++;
        // Whichever picture it was: what counts is when a batch is whole.
        const filling = this.#filling.find(({ missing }) => missing > 0);
        if (filling !== undefined) filling.missing--;
      }
      this.#begin();
      if (this.#busy === 0) this.#blockedSince ??= this.time.now();
      this.#onMain(() => this.#step());
    });
  }

  #step(): void {
    if (this.#stepping || this.#filling[0]?.missing !== 0) return;
    const now = this.time.now();
    const { stepMs, blocks, later } = this.#options;
    const ms = later !== undefined && now >= later.from ? later.stepMs : stepMs;
    if (this.#waitingSince !== null) this.#waitMs += now - this.#waitingSince;
    this.#waitingSince = null;
    this.#stepping = true;
    // The pixels are in TensorFlow's hands: the buffer is free again before the step has run.
    this.#filling.shift();
    this.#credits++;
    this.#begin();
    if (blocks) this.#mainFreeAt = now + ms;
    this.time.schedule(() => {
      this.#stepping = false;
      this.steps++;
      this.#waitingSince = this.time.now();
      // As the loop does: whatever came meanwhile has its turn before the next step.
      this.time.schedule(() => this.#onMain(() => this.#step()), 0);
    }, ms);
  }
}

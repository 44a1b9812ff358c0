import { viewOffsets, viewsOf, type BatchShape } from './batch-layout.js';
import type { BatchBuffer } from './operators/credits.js';
import type { SampledBatch } from './sampler.js';
import type { Batch, Sample } from './types.js';

/** The result of one place: the bad samples that were tried, and whether a good one was found. */
export interface PlaceOutcome {
  readonly bad: readonly number[];
  readonly filled: boolean;
}

/** One place of a batch that waits for its picture. */
export interface OpenPlace {
  readonly builder: BatchBuilder;
  readonly place: number;
}

/** Collates decoded pictures into one batch. */
export class BatchBuilder {
  readonly indices: Int32Array;
  readonly #outcomes: PlaceOutcome[] = [];
  #missing: number;

  constructor(readonly buffer: BatchBuffer, readonly sampled: SampledBatch, private readonly shape: BatchShape) {
    this.indices = new Int32Array(sampled.count);
    this.#missing = sampled.count;
  }

  get outcomes(): readonly PlaceOutcome[] {
    return this.#outcomes;
  }

  * places(): Generator<OpenPlace> {
    for (let place = 0; place < this.sampled.count; place++) yield { builder: this, place };
  }

  /** Returns the first byte of each view of a picture in the buffer. */
  offsetsOf(place: number): number[] {
    return viewOffsets(place, this.sampled.count, this.shape);
  }

  /**
   * Notes that `place` holds sample `index`, or nothing (null), after the `bad` samples.
   * @returns the builder when this was the last missing place, else null. It is returned only once, so the batch is emitted once.
   */
  finish(place: number, index: number | null, bad: readonly number[]): this | null {
    if (index !== null) this.indices[place] = index;
    this.#outcomes[place] = { bad, filled: index !== null };
    return --this.#missing === 0 ? this : null;
  }

  toBatch(samples: readonly Sample[], batches: number): Batch {
    const { epoch, batch, count } = this.sampled;
    const views = viewsOf(this.buffer.memory, count, this.shape);
    return {
      epoch, batch, batches, count, views,
      pixels: views[0],
      labels: Int32Array.from(this.indices, (index) => samples[index].class ?? -1),
      indices: this.indices,
      paths: Array.from(this.indices, (index) => samples[index].path),
      release: () => this.buffer.giveBack(),
    };
  }
}

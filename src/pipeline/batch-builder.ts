import type { SampledBatch } from './sampler.js';
import type { BatchBuffer } from './credits.js';
import type { Batch, Sample } from './types.js';

/** What filling one place met on the way: the bad samples before the good one, and whether a good one was found. */
export interface PlaceOutcome {
  readonly bad: readonly number[];
  readonly filled: boolean;
}

/** A batch in the making: a buffer and the plan of what goes into it. */
export class BatchBuilder {
  readonly indices: Int32Array;
  readonly #met: PlaceOutcome[] = [];
  #missing: number;

  constructor(readonly buffer: BatchBuffer, readonly sampled: SampledBatch, readonly pictureBytes: number) {
    this.indices = new Int32Array(sampled.count);
    this.#missing = sampled.count;
  }

  /** The places to fill, each with its filling. */
  * places(): Generator<{ readonly filling: BatchBuilder; readonly place: number }> {
    for (let place = 0; place < this.sampled.count; place++) yield { filling: this, place };
  }

  offsetOf(place: number): number {
    return place * this.pictureBytes;
  }

  /**
   * Place `place` holds sample `index`, or nothing that can be had; `bad` were tried before.
   * @returns itself when that was the last place, which is so once: several may be settled before the first is looked at
   */
  finish(place: number, index: number | null, bad: readonly number[]): this | null {
    if (index !== null) this.indices[place] = index;
    this.#met[place] = { bad, filled: index !== null };
    return --this.#missing === 0 ? this : null;
  }

  /** What was met, a place at a time, in their order. */
  get outcomes(): readonly PlaceOutcome[] {
    return this.#met;
  }

  toBatch(samples: readonly Sample[], batches: number): Batch {
    const { epoch, batch, count } = this.sampled;
    return {
      epoch, batch, batches, count,
      pixels: new Uint8Array(this.buffer.memory, 0, count * this.pictureBytes),
      labels: Int32Array.from(this.indices, (index) => samples[index].class ?? -1),
      indices: this.indices,
      release: () => this.buffer.giveBack(),
    };
  }
}

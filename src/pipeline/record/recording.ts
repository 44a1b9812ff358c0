import type { Batch, Quarantined, Sample } from '../types.js';
import { errors } from './errors.js';
import { hashesOf } from './hashes.js';
import type { Fixture, RecordedBatch, RecordedEnd, RecordedEvent, RecordedQuarantine, StreamInfo } from './types.js';

export interface RecordingOptions {
  /**
   * Pixels themselves, or a hash of each picture's.
   * @default 'keep'
   */
  readonly pixels?: 'keep' | 'hash';
  /**
   * How many batches may be out at once.
   * @default as many as were seen to be
   */
  readonly prefetch?: number;
  /** The pipeline's samples: their paths are written beside the batches that they stand in. */
  readonly samples?: readonly Pick<Sample, 'path'>[];
  /** How it is made, for people. */
  readonly note?: string;
  /**
   * Milliseconds of a clock that is never put back; in virtual time, the scheduler's.
   * @default performance.now
   */
  readonly now?: () => number;
}

/** A batch of which the pixels may have to be hashed still. */
interface Taken extends Omit<RecordedBatch, 'hashes' | 'released'> {
  hashes: readonly string[] | null;
  released: number | null;
}

/** One stream as it is being recorded, and the events of a run beside it. Pixels are copied as they come: nothing is held back. */
export class Recording {
  readonly #batches: Taken[] = [];
  readonly #quarantined: RecordedQuarantine[] = [];
  readonly #events: RecordedEvent[] = [];
  readonly #now: () => number;
  #began: number | null = null;
  #out = 0;
  #most = 1;
  #shape: Pick<StreamInfo, 'size' | 'batches'> | null = null;
  #end: RecordedEnd | null = null;

  constructor(private readonly options: RecordingOptions = {}) {
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * The stream is subscribed to: its time counts from now.
   * @throws WrongCommand where one was already
   */
  begin(): void {
    if (this.#began !== null) throw errors.begun();
    this.#began = this.#now();
  }

  /** Notes a batch that has come. Gives the same batch, whose release is noted. */
  batch(batch: Batch): Batch {
    const { pixels: mode = 'keep' } = this.options;
    const { epoch, batch: number, batches, count, pixels, indices, labels } = batch;
    this.#shape ??= { size: Math.round(Math.sqrt(pixels.length / count / 3)), batches };
    this.#most = Math.max(this.#most, ++this.#out);
    const taken: Taken = {
      epoch, batch: number, ready: this.#at(), released: null, indices: indices.slice(), labels: labels.slice(),
      hashes: mode === 'hash' ? hashesOf(pixels, count) : null,
      pixels: mode === 'hash' ? null : pixels.slice(),
    };
    this.#batches.push(taken);
    const release = (): void => {
      if (taken.released === null) {
        taken.released = this.#at();
        this.#out--;
      }
      batch.release();
    };
    return { ...batch, release };
  }

  quarantine({ path, reason }: Quarantined): void {
    this.#quarantined.push({ path, reason, at: this.#at(), before: this.#batches.length });
  }

  /** Notes an event of the run that the batches are for. */
  event(event: RecordedEvent): void {
    this.#events.push(event);
  }

  end(outcome: RecordedEnd['outcome'], message = ''): void {
    this.#end ??= { outcome, at: this.#at(), message };
  }

  /** All that has been recorded up to now. */
  fixture(): Fixture {
    const { pixels = 'keep', prefetch = this.#most, samples, note = '' } = this.options;
    const batches = this.#batches.map((taken) => ({ ...taken, hashes: (taken.hashes ??= hashesOf(taken.pixels ?? new Uint8Array(), taken.indices.length)) }));
    const indices = batches.flatMap((batch) => [...batch.indices]);
    const batchSize = Math.max(0, ...batches.map((batch) => batch.indices.length));
    return {
      note,
      stream: this.#shape && { size: this.#shape.size, batchSize, batches: this.#shape.batches, prefetch, pixels },
      paths: new Map(samples === undefined ? [] : indices.map((index) => [index, samples[index].path])),
      batches,
      quarantined: [...this.#quarantined],
      events: [...this.#events],
      end: this.#end ?? { outcome: 'stopped', at: this.#at(), message: '' },
    };
  }

  #at(): number {
    // A picture may be set aside before its stream begins to count; there is no time then.
    return this.#began === null ? 0 : Math.max(0, Math.round(this.#now() - this.#began));
  }
}

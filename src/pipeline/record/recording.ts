import { checkFields } from '../../config/index.js';
import type { Batch, Quarantined } from '../types.js';
import { errors } from './errors.js';
import { hashesOf } from './hashes.js';
import type { Fixture, RecordedBatch, RecordedEnd, RecordedEvent, RecordedQuarantine, StreamInfo } from './types.js';

/** What a recording can be given. */
export interface RecordingOptions {
  /**
   * Whether pixels are kept, or only a hash of each picture's.
   * @default 'keep'
   */
  readonly pixels?: 'keep' | 'hash';
  /**
   * Batches that could be unreleased at once.
   * @default the most that were
   */
  readonly prefetch?: number;
  /**
   * Whether the stream is the beginning of a longer one. It then ends `stopped` where it completes: a comparison goes no further.
   * @default false
   */
  readonly cut?: boolean;
  /** How it is made, for people. */
  readonly note?: string;
  /**
   * Returns the milliseconds of a monotonic clock, or of a scheduler in virtual time.
   * @default performance.now
   */
  readonly now?: () => number;
}

/** A recorded batch that may still be unhashed and unreleased. */
interface OpenBatch extends Omit<RecordedBatch, 'hashes' | 'released'> {
  hashes: readonly string[] | null;
  released: number | null;
}

/** Records one stream and the events of a run. Copies the pixels as they come and delays nothing. */
export class Recording {
  readonly #batches: OpenBatch[] = [];
  /** By the indices of their samples. */
  readonly #paths = new Map<number, string>();
  readonly #quarantined: RecordedQuarantine[] = [];
  readonly #events: RecordedEvent[] = [];
  readonly #now: () => number;
  #began: number | null = null;
  #unreleased = 0;
  #mostUnreleased = 1;
  #shape: Pick<StreamInfo, 'size' | 'batches'> | null = null;
  #end: RecordedEnd | null = null;

  constructor(private readonly options: RecordingOptions = {}) {
    checkFields('A recording', options, { pixels: true, prefetch: true, cut: true, note: true, now: true });
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * Starts the clock, when the stream is subscribed to.
   * @throws WrongCommand when another stream has begun
   */
  begin(): void {
    if (this.#began !== null) throw errors.begun();
    this.#began = this.#now();
  }

  /**
   * Records a batch and returns it with a `release()` that is recorded, too.
   * @throws WrongCommand when the batch has several views
   */
  batch(batch: Batch): Batch {
    const { pixels: mode = 'keep' } = this.options;
    const { epoch, batch: number, batches, count, pixels, views, indices, labels, paths = [] } = batch;
    if (views.length > 1) throw errors.severalViews(views.length);
    this.#shape ??= { size: Math.round(Math.sqrt(pixels.length / count / 3)), batches };
    this.#mostUnreleased = Math.max(this.#mostUnreleased, ++this.#unreleased);
    const recorded: OpenBatch = {
      epoch, batch: number, ready: this.#elapsed(), released: null, indices: indices.slice(), labels: labels.slice(),
      hashes: mode === 'hash' ? hashesOf(pixels, count) : null,
      pixels: mode === 'hash' ? null : pixels.slice(),
    };
    this.#batches.push(recorded);
    for (const [place, path] of paths.entries()) this.#paths.set(indices[place], path);
    const release = (): void => {
      if (recorded.released === null) {
        recorded.released = this.#elapsed();
        this.#unreleased--;
      }
      batch.release();
    };
    return { ...batch, release };
  }

  /** Records that a picture was quarantined. */
  quarantine({ path, reason }: Quarantined): void {
    this.#quarantined.push({ path, reason, at: this.#elapsed(), before: this.#batches.length });
  }

  /** Records an event of the run that uses the batches. */
  event(event: RecordedEvent): void {
    this.#events.push(event);
  }

  /** Records how the stream ended. */
  end(outcome: RecordedEnd['outcome'], message = ''): void {
    this.#end ??= { outcome: outcome === 'complete' && this.options.cut === true ? 'stopped' : outcome, at: this.#elapsed(), message };
  }

  /** Returns what was recorded so far. */
  fixture(): Fixture {
    const { pixels = 'keep', prefetch = this.#mostUnreleased, note = '' } = this.options;
    const batches = this.#batches.map((batch) => ({ ...batch, hashes: (batch.hashes ??= hashesOf(batch.pixels ?? new Uint8Array(), batch.indices.length)) }));
    const batchSize = batches.reduce((most, batch) => Math.max(most, batch.indices.length), 0);
    return {
      note,
      stream: this.#shape && { size: this.#shape.size, batchSize, batches: this.#shape.batches, prefetch, pixels },
      paths: new Map(this.#paths),
      batches,
      quarantined: [...this.#quarantined],
      events: [...this.#events],
      end: this.#end ?? { outcome: 'stopped', at: this.#elapsed(), message: '' },
    };
  }

  /** Milliseconds since the start. A picture can be quarantined before the start; its time is 0. */
  #elapsed(): number {
    return this.#began === null ? 0 : Math.max(0, Math.round(this.#now() - this.#began));
  }
}

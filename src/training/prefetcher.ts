import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Observable } from 'rxjs';
import type { Engine } from '../engine/index.js';
import type { Batch } from '../pipeline/index.js';
import { AsyncQueue } from './async-queue.js';

/** A batch with the engine. */
export interface Uploaded extends Pick<Batch, 'epoch' | 'batch' | 'count'> {
  /** Whoever took the batch disposes them. */
  readonly pictures: Tensor4D;
}

/** Batches that are uploaded, one ahead where that is asked for: while a step computes on one. A buffer is given back as soon as its pictures are with the engine. */
export class Prefetcher {
  readonly #pull: AsyncQueue<Batch>;
  #ahead: Promise<Uploaded> | null = null;

  constructor(source: Observable<Batch>, private readonly engine: Pick<Engine, 'upload'>, private readonly size: number) {
    this.#pull = new AsyncQueue(source);
  }

  /**
   * The next batch.
   * @throws the source's error, or the signal's reason
   */
  take(signal: AbortSignal): Promise<Uploaded> {
    const next = this.#ahead ?? this.#upload(signal);
    this.#ahead = null;
    return next;
  }

  /** Begins to get the next batch, which is yet to be taken; what goes wrong is told then. */
  begin(signal: AbortSignal): void {
    this.#ahead ??= this.#upload(signal);
    this.#ahead.catch(() => undefined);
  }

  /** Lets go of the source, and of a batch that nobody took. */
  close(): void {
    this.#pull.close();
    this.#ahead?.then(({ pictures }) => pictures.dispose(), () => undefined);
    this.#ahead = null;
  }

  async #upload(signal: AbortSignal): Promise<Uploaded> {
    const batch = await this.#pull.next(signal);
    try {
      return { epoch: batch.epoch, batch: batch.batch, count: batch.count, pictures: this.engine.upload(batch.pixels, [batch.count, this.size, this.size, 3]) };
    } finally {
      batch.release();
    }
  }
}

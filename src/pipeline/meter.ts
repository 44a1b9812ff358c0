import type { Answer } from '../workers/index.js';

/** What a pipeline did and does, counted where it happens. */
export class Meter {
  decoded = 0;
  fromCache = 0;
  delivered = 0;
  readMs = 0;
  decodeMs = 0;
  busy = 0;
  #streams = 0;
  #buffersTaken = 0;
  #filling = 0;
  #blockedMs = 0;
  #blockedSince: number | undefined;

  /** @param buffers how many buffers a stream has now */
  constructor(private readonly prefetch: () => number, private readonly now: () => number = () => performance.now()) {}

  get buffersTaken(): number {
    return this.#buffersTaken;
  }

  get filling(): number {
    return this.#filling;
  }

  /** Milliseconds in which every buffer of every living stream was full. */
  get blockedMs(): number {
    return this.#blockedMs + (this.#blockedSince === undefined ? 0 : this.now() - this.#blockedSince);
  }

  answered({ from, readMs, decodeMs, refused }: Answer): void {
    if (refused === null) this[from === 'cache' ? 'fromCache' : 'decoded']++;
    this.readMs += readMs;
    this.decodeMs += decodeMs;
  }

  /** Counts a stream from now on. */
  stream(): StreamMeter {
    let filling = 0;
    this.#change({ streams: 1 });
    return {
      taken: (change) => this.#change({ buffersTaken: change }),
      filling: (change) => {
        filling += change;
        this.#change({ filling: change });
      },
      end: () => this.#change({ streams: -1, filling: -filling }),
    };
  }

  #change({ streams = 0, buffersTaken = 0, filling = 0 }: { readonly streams?: number; readonly buffersTaken?: number; readonly filling?: number }): void {
    this.#streams += streams;
    this.#buffersTaken += buffersTaken;
    this.#filling += filling;
    const blocked = this.#streams > 0 && this.#filling === 0 && this.#buffersTaken >= this.prefetch() * this.#streams;
    if (blocked) this.#blockedSince ??= this.now();
    else if (this.#blockedSince !== undefined) {
      this.#blockedMs += this.now() - this.#blockedSince;
      this.#blockedSince = undefined;
    }
  }
}

/** What one stream tells of itself. */
export interface StreamMeter {
  /** So many buffers more (or fewer) are out. */
  taken(change: number): void;
  /** So many buffers more (or fewer) are being filled. */
  filling(change: number): void;
  /** It ended: it fills none any more. Once. */
  end(): void;
}

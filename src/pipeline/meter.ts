import type { Answer } from '../workers/index.js';

/** Counts what a pipeline has done and does now. */
export class Meter {
  decoded = 0;
  fromCache = 0;
  delivered = 0;
  readMs = 0;
  decodeMs = 0;
  decoding = 0;
  #streams = 0;
  #buffersTaken = 0;
  #buffersDecoding = 0;
  #blockedMs = 0;
  #blockedSince: number | undefined;

  /** @param prefetch returns how many buffers a stream has now */
  constructor(private readonly prefetch: () => number, private readonly now: () => number = () => performance.now()) {}

  get buffersTaken(): number {
    return this.#buffersTaken;
  }

  get buffersDecoding(): number {
    return this.#buffersDecoding;
  }

  /** Milliseconds in which every buffer of every open stream was full. */
  get blockedMs(): number {
    return this.#blockedMs + (this.#blockedSince === undefined ? 0 : this.now() - this.#blockedSince);
  }

  add({ from, readMs, decodeMs, refused }: Answer): void {
    if (refused === null) this[from === 'cache' ? 'fromCache' : 'decoded']++;
    this.readMs += readMs;
    this.decodeMs += decodeMs;
  }

  openStream(): StreamMeter {
    let decoding = 0;
    this.#change({ streams: 1 });
    return {
      taken: (change) => this.#change({ taken: change }),
      decoding: (change) => {
        decoding += change;
        this.#change({ decoding: change });
      },
      close: () => this.#change({ streams: -1, decoding: -decoding }),
    };
  }

  #change({ streams = 0, taken = 0, decoding = 0 }: { readonly streams?: number; readonly taken?: number; readonly decoding?: number }): void {
    this.#streams += streams;
    this.#buffersTaken += taken;
    this.#buffersDecoding += decoding;
    const blocked = this.#streams > 0 && this.#buffersDecoding === 0 && this.#buffersTaken >= this.prefetch() * this.#streams;
    if (blocked) this.#blockedSince ??= this.now();
    else if (this.#blockedSince !== undefined) {
      this.#blockedMs += this.now() - this.#blockedSince;
      this.#blockedSince = undefined;
    }
  }
}

/** Counts the buffers of one stream. */
export interface StreamMeter {
  taken(change: number): void;
  decoding(change: number): void;
  /** Ends the count. Call it once. */
  close(): void;
}

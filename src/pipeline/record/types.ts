import type { Position, Quarantined } from '../types.js';

/** The shape of a recorded stream of batches. */
export interface StreamInfo {
  /** Edge of a picture, px. */
  readonly size: number;
  /** Pictures in the largest batch. */
  readonly batchSize: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Batches that could be unreleased at once. */
  readonly prefetch: number;
  /** Whether pixels were kept, or only a hash of each picture's. */
  readonly pixels: 'keep' | 'hash';
}

/** A recorded batch. Times are whole milliseconds since the subscription. */
export interface RecordedBatch extends Position {
  readonly ready: number;
  /** Null when it was never released. */
  readonly released: number | null;
  readonly indices: Int32Array;
  /** Class of each picture, -1 for none. */
  readonly labels: Int32Array;
  /** First 64 bits of the SHA-256 of each picture's pixels, hex. */
  readonly hashes: readonly string[];
  /** uint8 RGB, NHWC; null when only the hashes were recorded. */
  readonly pixels: Uint8Array | null;
}

/** A quarantined picture, reported `at` milliseconds after the start and before the recorded batch number `before`. */
export interface RecordedQuarantine extends Quarantined {
  readonly at: number;
  readonly before: number;
}

/** An event of a run, as in `events.jsonl`. */
export interface RecordedEvent {
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** How a stream ended: it completed, its subscriber left, or it failed. */
export interface RecordedEnd {
  readonly outcome: 'complete' | 'stopped' | 'failed';
  readonly at: number;
  /** The error's message, else empty. */
  readonly message: string;
}

/** Contents of a fixture file: a recorded stream of batches, the events of a run, or both. */
export interface Fixture {
  /** How it was made, for people. */
  readonly note: string;
  /** Null when there are no batches. */
  readonly stream: StreamInfo | null;
  /** Paths of the samples in its batches, by index; empty when they were not recorded. */
  readonly paths: ReadonlyMap<number, string>;
  readonly batches: readonly RecordedBatch[];
  readonly quarantined: readonly RecordedQuarantine[];
  readonly events: readonly RecordedEvent[];
  readonly end: RecordedEnd;
}

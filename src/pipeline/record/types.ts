import type { Position, Quarantined } from '../types.js';

/** What is known of a recorded stream as a whole. */
export interface StreamInfo {
  /** Edge of a picture, px. */
  readonly size: number;
  /** Pictures in the largest batch. */
  readonly batchSize: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Batches that might be out and not yet released. */
  readonly prefetch: number;
  /** Whether pixels were kept, or only a hash of each picture's. */
  readonly pixels: 'keep' | 'hash';
}

/** A batch as it came. Times are whole milliseconds since the stream was subscribed to. */
export interface RecordedBatch extends Position {
  readonly ready: number;
  /** Null where it was never released. */
  readonly released: number | null;
  readonly indices: Int32Array;
  /** Class of each picture, -1 where it has none. */
  readonly labels: Int32Array;
  /** The first 64 bits of SHA-256 of each picture's pixels, hex. */
  readonly hashes: readonly string[];
  /** uint8 RGB, NHWC; null where only the hashes were recorded. */
  readonly pixels: Uint8Array | null;
}

/** A picture that was set aside, and when: before batch number `before` of those recorded, `at` milliseconds after the beginning. */
export interface RecordedQuarantine extends Quarantined {
  readonly at: number;
  readonly before: number;
}

/** An event of a run, as `events.jsonl` has it; its time is milliseconds since 1970. */
export interface RecordedEvent {
  readonly type: string;
  readonly time: number;
}

/** How a stream ended: by itself, because nobody wanted more, or with an error. */
export interface RecordedEnd {
  readonly outcome: 'complete' | 'stopped' | 'failed';
  readonly at: number;
  /** Of the error; else empty. */
  readonly message: string;
}

/** A recorded stream of batches, the events of a run, or both: what one fixture file holds. */
export interface Fixture {
  /** How it was made, for people. */
  readonly note: string;
  /** Null where there are no batches. */
  readonly stream: StreamInfo | null;
  /** Paths of the samples that stand in its batches, by their index; empty where nobody told them. */
  readonly paths: ReadonlyMap<number, string>;
  readonly batches: readonly RecordedBatch[];
  readonly quarantined: readonly RecordedQuarantine[];
  readonly events: readonly RecordedEvent[];
  readonly end: RecordedEnd;
}

import type { Observable } from 'rxjs';
import type { DecodePool } from '../workers/index.js';

/** Where a batch of a step comes from. */
export type Source = 'labelled' | 'unlabelled' | 'generated';

/** A place in the endless stream of batches: the next batch to come is number `batch` (from 0) of `epoch` (from 0). */
export interface Position {
  readonly epoch: number;
  readonly batch: number;
}

/** Pictures decoded into one slot. Nothing may touch `pixels` after `release()`. */
export interface Batch {
  readonly epoch: number;
  /** Its number in the epoch, from 0. */
  readonly batch: number;
  /** Number of batches in an epoch. */
  readonly batches: number;
  /** Pictures in this batch; less than the batch size only in the last one of an epoch where the remainder is kept. */
  readonly count: number;
  /** uint8 RGB, NHWC: the first `count * size * size * 3` bytes of a SharedArrayBuffer. */
  readonly pixels: Uint8Array;
  /** Class of each picture, -1 where it has none. */
  readonly labels: Int32Array;
  /** Index into the pipeline's samples of each picture, replacements included. */
  readonly indices: Int32Array;
  /** Gives the slot back: the credit for another batch. Calling it twice is harmless. */
  release(): void;
}

/** A picture that was set aside, and why, in words. */
export interface Quarantined {
  readonly path: string;
  readonly reason: string;
}

/** What the pipeline did since it began; a snapshot. */
export interface PipelineState {
  readonly decoded: number;
  readonly fromCache: number;
  readonly quarantined: number;
  /** Slots of the living streams that are being filled or wait to be taken or released. */
  readonly slotsTaken: number;
  readonly slots: number;
  readonly lanes: number;
  readonly workers: number;
}

export interface PipelineOptions {
  /** Absolute folder that the samples' paths start from. */
  readonly root: string;
  readonly samples: readonly { readonly path: string; readonly class: number | null }[];
  /** Edge of the square that every picture is resized to (its aspect ratio is not kept), in pixels, 8 to 1024. */
  readonly size: number;
  /** Pictures in a batch. More than there are samples means one batch of all of them. */
  readonly batchSize: number;
  /** What is left over at the end of an epoch: `drop` (training) or a smaller last batch (`keep`, evaluation). */
  readonly remainder: 'drop' | 'keep';
  /** `shuffled`: a permutation by (seed, epoch); `given`: the order of `samples`, every epoch. */
  readonly order: 'shuffled' | 'given';
  readonly seed: number;
  /** Batches that may be decoded and not yet released: the credits. At least 1; 2 overlaps decoding with the step. */
  readonly slots: number;
  /** Pictures in decode at once. */
  readonly lanes: number;
  /** Decoded pixels kept in memory for later epochs. */
  readonly cache: 'off' | 'ram';
  /**
   * Share of bad pictures (0 to 1) past which the stream fails: once more than that of all samples are found bad, or, in a
   * shuffled order, as soon as those met so far prove it. 0: the first one fails it; 1: only when all are bad. Up to then
   * a bad picture's place is taken by the next sample of the epoch's order of spares, which depends on the place alone.
   */
  readonly maxBad: number;
  /** Pictures of more pixels than this are refused before they are decoded. */
  readonly pixelLimit: number;
  /** What shows through transparent pixels, `#rrggbb`. */
  readonly background: string;
  /** Decodes the pictures; shared by several pipelines. */
  readonly pool: DecodePool;
  readonly signal?: AbortSignal;
  /** Called once for each picture set aside, before the batch that lacks it is delivered. */
  readonly onQuarantine?: (picture: Quarantined) => void;
  /** Paths already known to be bad (a resumed run): never opened, replaced as when they were found. */
  readonly knownBad?: ReadonlySet<string>;
}

export interface Pipeline {
  /** Batches in an epoch. */
  readonly batches: number;
  /**
   * The stream of batches from `start` on: endless, or up to `end`, which is not in it. Cold: each subscription has slots
   * of its own; unsubscribing or aborting (which completes it) ends it and gives everything back. A batch that is still
   * held then stays as it is. Errors with WorkFailed when too many pictures are bad. Subscribers must release every batch:
   * after `slots` unreleased ones nothing is read any more.
   * @throws WrongCommand when a position is none; the very end of an epoch (`batch` = `batches`) is one
   */
  from(start: Position, end?: Position): Observable<Batch>;
  state(): PipelineState;
}

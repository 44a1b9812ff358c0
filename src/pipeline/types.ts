import type { Observable } from 'rxjs';

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
  /** uint8 RGB, NHWC: `count * size * size * 3` bytes, a view of a SharedArrayBuffer, 64-byte aligned. */
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
  /** Slots that are being filled or wait to be taken or released. */
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
  /** Share of bad pictures (0 to 1) past which the stream fails. A bad picture is replaced by the next sample in order. */
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

/** What is to be decoded, and where its pixels go. */
export interface DecodeTask {
  /** Absolute path. */
  readonly path: string;
  readonly size: number;
  readonly pixelLimit: number;
  readonly background: string;
  readonly target: SharedArrayBuffer;
  /** First byte of this picture's `size * size * 3` bytes in `target`. */
  readonly offset: number;
}

/** Decodes pictures on other threads. `decode` settles with null when the pixels stand, or with the reason why not. */
export interface DecodePool {
  readonly workers: number;
  decode(task: DecodeTask, signal?: AbortSignal): Promise<string | null>;
  close(): Promise<void>;
}

export interface Pipeline {
  /** Batches in an epoch. */
  readonly batches: number;
  /**
   * The endless stream of batches from `start` on. Cold: each subscription has slots of its own; unsubscribing or
   * aborting ends it and gives everything back. Errors with WorkFailed when too many pictures are bad.
   */
  from(start: Position): Observable<Batch>;
  state(): PipelineState;
}

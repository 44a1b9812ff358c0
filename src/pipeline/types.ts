import type { Observable } from 'rxjs';
import type { DecodePool, Decoder } from '../workers/index.js';

/** Where a batch of a step comes from. */
export type Source = 'labelled' | 'unlabelled' | 'generated';

/** A place in the endless stream of batches: the next batch to come is number `batch` (from 0) of `epoch` (from 0). */
export interface Position {
  readonly epoch: number;
  readonly batch: number;
}

/** Pictures decoded into one buffer. Nothing may touch `pixels` after `release()`. */
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
  /** Gives the buffer back: the credit for another batch. Calling it twice is harmless. */
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
  /** Buffers of the living streams that are being filled or wait to be taken or released. */
  readonly buffersTaken: number;
  readonly prefetch: number;
  /** Buffers of them that are being filled; the others wait to be taken, or are held by whoever took them. */
  readonly buffersFilling: number;
  readonly concurrency: number;
  /** Concurrency with a picture in decode. */
  readonly decoding: number;
  readonly workers: number;
  /** Batches handed out. */
  readonly delivered: number;
  /** Milliseconds in which no lane had anything to do because every buffer was full: waiting for whoever takes the batches. */
  readonly blockedMs: number;
  /** Milliseconds of the workers' time: reading files or the cache; decoding, resizing and writing. */
  readonly readMs: number;
  readonly decodeMs: number;
}

/** A picture that batches are made of. */
export interface Sample {
  /** Where it lies, from the pipeline's root on. */
  readonly path: string;
  /** Its class, a number from 0; null or absent where it has none. */
  readonly class?: number | null;
}

/** What a pipeline is told; all that has a default may be left out. */
export interface PipelineOptions {
  /** Folder that the samples' paths start from. */
  readonly root: string;
  readonly samples: readonly Sample[];
  /** Edge of the square that every picture is resized to (its aspect ratio is not kept), in pixels, 8 to 1024. */
  readonly size: number;
  /** Pictures in a batch, 1 to 4096. More than there are samples means one batch of all of them. */
  readonly batchSize: number;
  /**
   * What is left over at the end of an epoch: `drop` (training) or a smaller last batch (`keep`, evaluation).
   * @default 'drop'
   */
  readonly remainder?: 'drop' | 'keep';
  /**
   * `shuffled`: a permutation by (seed, epoch); `given`: the order of `samples`, every epoch.
   * @default 'shuffled'
   */
  readonly order?: 'shuffled' | 'given';
  /** @default 1 */
  readonly seed?: number;
  /**
   * Batches that may be decoded and not yet released: the credits, 1 to 64; 2 overlaps decoding with the step.
   * @default 3
   */
  readonly prefetch?: number;
  /**
   * Pictures in decode at once, 1 to 1024: those in the workers and those that wait for one.
   * @default 64
   */
  readonly concurrency?: number;
  /**
   * Decoded pixels kept for later epochs: in memory, or in a file that later runs and other processes find again.
   * @default 'off'
   */
  readonly cache?: 'off' | 'ram' | 'disk';
  /**
   * Folder of the files of `cache: 'disk'`.
   * @default `pictures` in whisker's cache folder
   */
  readonly cacheDir?: string | null;
  /**
   * `auto` reads most JPEGs in a fast lane, sharp all else; `sharp`: sharp reads all.
   * @default 'auto'
   */
  readonly decoder?: Decoder;
  /**
   * Share of bad pictures (0 to 1) past which the stream fails: once more than that of all samples are found bad, or, in a
   * shuffled order, as soon as those met so far prove it. 0: the first one fails it; 1: only when all are bad. Up to then
   * a bad picture's place is taken by the next sample of the epoch's order of spares, which depends on the place alone.
   * @default 0.1
   */
  readonly maxBad?: number;
  /**
   * Pictures of more pixels than this are refused before they are decoded.
   * @default 100_000_000
   */
  readonly pixelLimit?: number;
  /**
   * What shows through transparent pixels, `#rrggbb`.
   * @default '#ffffff'
   */
  readonly background?: string;
  /**
   * Decodes the pictures; may be shared by several pipelines.
   * @default one of the pipeline's own, with a worker a core, which `close()` ends
   */
  readonly pool?: DecodePool;
  readonly signal?: AbortSignal;
  /** Called once for each picture set aside, before the batch that lacks it is delivered. */
  readonly onQuarantine?: (picture: Quarantined) => void;
  /** Called with sentences for people: how much room a cache needs, why it is made anew, that the disk is full. */
  readonly onNotice?: (sentence: string) => void;
  /** Paths already known to be bad (a resumed run): never opened, replaced as when they were found. */
  readonly knownBad?: ReadonlySet<string>;
}

/** A stream of batches: an observable, and for `for await`. Leaving the loop unsubscribes. */
export type BatchStream = Observable<Batch> & AsyncIterable<Batch>;

export interface Pipeline {
  /** Batches in an epoch. */
  readonly batches: number;
  /**
   * The stream of batches from `start` on: endless, or up to `end`, which is not in it. Cold: each subscription has buffers
   * of its own; unsubscribing or aborting (which completes it) ends it and gives everything back. A batch that is still
   * held then stays as it is. Errors with WorkFailed when too many pictures are bad. Subscribers must release every batch:
   * after `buffers` unreleased ones nothing is read any more.
   * @param start by default the very beginning; the first batch of an epoch when only that is told
   * @param end by default there is none
   * @throws WrongCommand when a position is none; the very end of an epoch (`batch` = `batches`) is one
   */
  from(start?: Partial<Position>, end?: Partial<Position>): BatchStream;
  state(): PipelineState;
  /**
   * Changes how many pictures are in decode at once, in every living stream and those to come. Fewer: those in decode are
   * finished. The batches are the same.
   * @throws WrongCommand when it is out of range
   */
  setConcurrency(concurrency: number): void;
  /**
   * Changes how many batches may be decoded and not yet released. Fewer: buffers above it go when they are given back. The
   * batches are the same.
   * @throws WrongCommand when it is out of range
   */
  setPrefetch(prefetch: number): void;
  /**
   * Ends every stream and the pool, if it is the pipeline's own; a pool that was given is left. Calling it twice is
   * harmless, and not calling it too: a pipeline at rest does not keep the process alive.
   */
  close(): Promise<void>;
}

import type { Observable } from 'rxjs';
import type { DecodePool, Decoder } from '../workers/index.js';
import type { PolicyChanges, View } from './views/policies.js';

/** A position in the endless stream of batches: the next batch is number `batch` (from 0) of `epoch` (from 0). */
export interface Position {
  readonly epoch: number;
  readonly batch: number;
}

/** Pictures decoded into one buffer. Nothing may touch their pixels after `release()`. */
export interface Batch {
  readonly epoch: number;
  /** Number in the epoch, from 0. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Pictures in this batch. Fewer than the batch size only in the last batch of an epoch with `remainder: 'keep'`. */
  readonly count: number;
  /** Pixels of each view of the pictures, in the order of the option `views`. */
  readonly views: readonly Uint8Array[];
  /** Pixels of the first view: uint8 RGB, NHWC, `count * size * size * 3` bytes of a SharedArrayBuffer. */
  readonly pixels: Uint8Array;
  /** Class of each picture, -1 for none. */
  readonly labels: Int32Array;
  /** Index of each picture in the pipeline's samples, replacements included. */
  readonly indices: Int32Array;
  /** Path of each picture, relative to the pipeline's root. Absent in the batches of a recording that has none. */
  readonly paths?: readonly string[];
  /** Gives the buffer back, which is the credit for another batch. A second call does nothing. */
  release(): void;
}

/** A picture that cannot be used, and the reason in words. */
export interface Quarantined {
  readonly path: string;
  readonly reason: string;
}

/** A snapshot of what the pipeline has done since its start. */
export interface PipelineState {
  readonly decoded: number;
  readonly fromCache: number;
  readonly quarantined: number;
  /** Buffers of the open streams that are being decoded, or hold a batch that is not released. */
  readonly buffersTaken: number;
  /** Buffers that each stream may take. */
  readonly prefetch: number;
  /** Taken buffers that are being decoded. */
  readonly buffersDecoding: number;
  /** Pictures that may be in decode at once. */
  readonly concurrency: number;
  /** Pictures in decode. */
  readonly decoding: number;
  readonly workers: number;
  /** Batches emitted. */
  readonly delivered: number;
  /** Milliseconds in which every buffer was full, so that the pipeline waited for the subscriber. */
  readonly blockedMs: number;
  /** Milliseconds of the workers' time spent on reading files or the cache. */
  readonly readMs: number;
  /** Milliseconds of the workers' time spent on decoding, resizing and writing. */
  readonly decodeMs: number;
}

/** A picture to make batches of. */
export interface Sample {
  /** Path relative to the pipeline's root. */
  readonly path: string;
  /** Class, a number from 0; null or absent for none. */
  readonly class?: number | null;
}

/** What `createPipeline` takes: which pictures, how they are decoded and in which batches they come. */
export interface PipelineOptions {
  /** Folder that the samples' paths start from. */
  readonly root: string;
  readonly samples: readonly Sample[];
  /** Edge in pixels of the square that every picture is resized to, 8 to 1024. The aspect ratio is not kept. */
  readonly size: number;
  /** Pictures in a batch, 1 to 4096, or `all` samples. A number above that of the samples means all, too. */
  readonly batchSize: number | 'all';
  /**
   * Views of each picture, in the order in which a batch holds them.
   * @default ['none']
   */
  readonly views?: readonly View[];
  /**
   * Numbers that replace those of the views' policies: `{ crop: { area: [0.6, 1], gray: 0 } }`.
   * @default `policies`
   */
  readonly policies?: PolicyChanges;
  /**
   * What happens to the samples left over at the end of an epoch: `drop` skips them (training), `keep` makes a smaller last
   * batch of them (evaluation).
   * @default 'drop'
   */
  readonly remainder?: 'drop' | 'keep';
  /**
   * `shuffled`: a permutation by (seed, epoch). `given`: the order of `samples` in every epoch.
   * @default 'shuffled'
   */
  readonly order?: 'shuffled' | 'given';
  /** @default 1 */
  readonly seed?: number;
  /**
   * Batches that may be decoded and not yet released (the credits), 1 to 64. 2 overlaps decoding with the step.
   * @default 3
   */
  readonly prefetch?: number;
  /**
   * Pictures in decode at once, 1 to 1024, including those that wait for a worker.
   * @default 64
   */
  readonly concurrency?: number;
  /**
   * Where decoded pixels are kept for later epochs: in memory, or in a file that later runs and other processes find again.
   * @default 'off'
   */
  readonly cache?: 'off' | 'ram' | 'disk';
  /**
   * Folder for the files of `cache: 'disk'`.
   * @default `pictures` in whisker's cache folder
   */
  readonly cacheDir?: string | null;
  /**
   * `auto` decodes most JPEGs on a fast path and all else with sharp. `sharp` decodes everything with sharp.
   * @default 'auto'
   */
  readonly decoder?: Decoder;
  /**
   * Share of bad pictures (0 to 1) above which the stream fails: when more of all samples are known to be bad, or, in a
   * shuffled order, as soon as those tried so far prove it. 0 fails at the first bad picture; 1 fails only when all are bad.
   * Below the limit the next sample of the epoch's replacement order takes a bad picture's place, which depends on the place
   * only.
   * @default 0.1
   */
  readonly maxBad?: number;
  /**
   * Pictures with more pixels are refused before they are decoded.
   * @default 100_000_000
   */
  readonly pixelLimit?: number;
  /**
   * Colour behind transparent pixels, `#rrggbb`.
   * @default '#ffffff'
   */
  readonly background?: string;
  /**
   * Decodes the pictures. Several pipelines may share it.
   * @default the pipeline's own, with a worker per core; `close()` ends it
   */
  readonly pool?: DecodePool;
  readonly signal?: AbortSignal;
  /** Called once for each quarantined picture, before the batch that lacks it is emitted. */
  readonly onQuarantine?: (picture: Quarantined) => void;
  /** Called with sentences for people: how much room a cache needs, why it is replaced, that the disk is full. */
  readonly onNotice?: (message: string) => void;
  /** Paths already known to be bad (in a resumed run). They are never opened, and are replaced as when they were found. */
  readonly knownBad?: ReadonlySet<string>;
}

/** A stream of batches: an observable that also works with `for await`. Leaving the loop unsubscribes. */
export type BatchStream = Observable<Batch> & AsyncIterable<Batch>;

/** Streams of batches of a set of pictures, made by `createPipeline`. */
export interface Pipeline {
  /** Batches in an epoch. */
  readonly batches: number;
  /**
   * Returns the batches from `start` on, endless or up to, but not including, `end`. The stream is cold: each subscription
   * has its own buffers. It ends when it is unsubscribed from or aborted (which completes it), and gives everything back; a
   * batch that is still held keeps its contents. Subscribers must release every batch: with `prefetch` unreleased batches
   * nothing more is read. Errors with BadPictures when too many pictures are bad.
   * @param start the very beginning by default; the first batch of an epoch when only the epoch is given
   * @param end none by default
   * @throws WrongCommand when there is no such position. The end of an epoch (`batch` = `batches`) is a position
   */
  from(start?: Partial<Position>, end?: Partial<Position>): BatchStream;
  /** Returns what the pipeline has done since its start. */
  state(): PipelineState;
  /**
   * Changes how many pictures are in decode at once, in open and future streams. After a decrease the running ones are
   * finished first. The batches stay the same.
   * @throws WrongCommand when it is out of range
   */
  setConcurrency(concurrency: number): void;
  /**
   * Changes how many batches may be decoded and not yet released. After a decrease surplus buffers are dropped as they are
   * given back. The batches stay the same.
   * @throws WrongCommand when it is out of range
   */
  setPrefetch(prefetch: number): void;
  /**
   * Changes the number of threads of the pool, which other pipelines may share, 1 to 64. After a decrease, threads that are too
   * many finish what they have begun. The batches stay the same.
   * @throws WrongCommand when it is out of range
   */
  setWorkers(workers: number): void;
  /**
   * Ends every stream, and the pool if it is the pipeline's own. A second call does nothing. It is optional: an idle pipeline
   * does not keep the process alive.
   */
  close(): Promise<void>;
}

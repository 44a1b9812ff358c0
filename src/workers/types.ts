import type { Transform } from './views/transform.js';

/** `auto`: the fast path for the JPEGs that it reads, sharp for everything else. `sharp`: sharp for everything. */
export type Decoder = 'auto' | 'sharp';

/** A picture to decode, and where its pixels go. */
export interface DecodeTask {
  /** Absolute path; of a picture with `bytes`, its name. */
  readonly path: string;
  /** Contents of the picture's file, which are copied to the worker; nothing is read then. They have no cache. */
  readonly bytes?: Uint8Array;
  /** Folder of the dataset. While it is missing (a disk or a server is gone), nothing is known about its pictures. */
  readonly root?: string;
  /** Edge in pixels of each view. */
  readonly size: number;
  /** Edge in pixels of the square that the picture is resized to before its views are computed. The aspect ratio is not kept. */
  readonly decodedSize: number;
  /** Pictures with more pixels than this are refused before they are decoded. */
  readonly pixelLimit: number;
  /** Colour behind transparent pixels, `#rrggbb`. */
  readonly background: string;
  readonly decoder: Decoder;
  /** The views to compute. Null is the decoded picture itself, whose edge is then `size`. */
  readonly views: readonly (Transform | null)[];
  readonly target: SharedArrayBuffer;
  /** First byte in `target` of each view's `size * size * 3` bytes, in the order of `views`. */
  readonly offsets: readonly number[];
  /** Block of a cache with the decoded picture, before its views. It is read first, and written if the picture is not in it. */
  readonly cache?: CacheBlock;
  /**
   * Keeps the cache open until the function that it returns is called. The pool calls it when it settles a task while a worker is
   * still busy with the picture, because that worker may still read or write the cache.
   */
  readonly retainCache?: () => () => void;
}

/** A picture's place in a cache of decoded pixels. All threads of the process share the cache. */
export interface CacheBlock {
  /** Memory, or the descriptor of a file that the main thread opened. A descriptor is valid in all threads. */
  readonly store: SharedArrayBuffer | number;
  /** First byte of the block. */
  readonly position: number;
  /** A byte for each block (`BlockState`), and a last byte for the whole cache (`CacheFault`). */
  readonly marks: SharedArrayBuffer;
  /** Index of this block's byte in `marks`. */
  readonly mark: number;
}

/** Result for a picture, and what it cost. */
export interface Answer {
  /** Reason why the picture cannot be used. Null when its pixels are in the target. */
  readonly refused: string | null;
  readonly from: 'file' | 'cache';
  /** Milliseconds of a worker's time to read the file or the cache. */
  readonly readMs: number;
  /** Milliseconds of a worker's time to decode and resize, and to compute and write the views. */
  readonly decodeMs: number;
}

/** Result of one attempt at a picture. */
export interface Attempt extends Answer {
  /** Whether `refused` is an error of this process or machine. The picture may be readable a moment later. */
  readonly systemError?: boolean;
}

/**
 * A pool of threads that decode pictures. A process has one, and all pipelines share it.
 *
 * A thread that ends is replaced. A crash of native code (in a decoder) ends the process with all its threads, unless the pool
 * was created with `isolate`.
 */
export interface DecodePool {
  /** Threads that decode. */
  readonly workers: number;
  /**
   * Changes the number of threads, 1 to 64. Threads that are too many finish what they have begun and end; threads that are
   * missing start when there is work for them. All answers stay the same.
   * @throws WrongCommand when it is out of range
   */
  setWorkers(workers: number): void;
  /**
   * Decodes a picture into its target. The target may be written to until the promise settles, and not afterwards.
   *
   * An abort rejects the promise at once. A picture that no worker has begun is not begun. A picture that a worker has begun is
   * thrown away, and the worker is replaced if it needs longer than half a second to finish it.
   * @throws the signal's reason after an abort; WorkFailed when the workers cannot run, when the pool is closed, or when an error
   * of the machine (no memory, too many open files) lasts for a quarter of a minute
   */
  decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer>;
  /** Rejects what no worker has begun, waits for the rest, and ends the threads. It may be called twice. */
  close(): Promise<void>;
}

/** A pool that makes one attempt at each picture. */
export interface AttemptPool extends DecodePool {
  decode(task: DecodeTask, signal?: AbortSignal): Promise<Attempt>;
}

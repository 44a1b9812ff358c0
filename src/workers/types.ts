/** A picture to decode, and where its pixels go. */
export interface DecodeTask {
  /** Absolute path. */
  readonly path: string;
  /** Edge in pixels of the square that the picture is resized to; its aspect ratio is not kept. */
  readonly size: number;
  /** Pictures of more pixels than this are refused before they are decoded. */
  readonly pixelLimit: number;
  /** What shows through transparent pixels, `#rrggbb`. */
  readonly background: string;
  readonly target: SharedArrayBuffer;
  /** First byte of this picture's `size * size * 3` bytes in `target`. */
  readonly offset: number;
  /** `auto`: the fast lane for the JPEGs that it reads, sharp for all else; `sharp`: sharp for all. */
  readonly decoder: Decoder;
  /** Where a cache keeps this picture's pixels: looked up first, and written to when they are not there. */
  readonly cache?: CacheBlock;
  /**
   * Called by a pool that settles, for an abort or for the time it takes, while a worker may still be at the picture, and so at
   * its cache; what it returns is called once the worker is through with it or gone.
   */
  readonly keep?: () => () => void;
}

export type Decoder = 'auto' | 'sharp';

/** A picture's place in a cache of decoded pixels, which all threads of the process share. */
export interface CacheBlock {
  /** The cache itself: memory, or the descriptor of a file that the main thread opened (descriptors belong to all threads). */
  readonly store: SharedArrayBuffer | number;
  /** First byte of the block. */
  readonly position: number;
  /** What this process knows of the blocks: a byte for each (`Mark`), and one more, not 0 once the file takes no more (`Fault`). */
  readonly marks: SharedArrayBuffer;
  /** Which of the marks is this block's. */
  readonly mark: number;
}

/** What became of a picture, and what it cost. */
export interface Answer {
  /** Null when the pixels stand in the target, else the reason why not, in words. */
  readonly refused: string | null;
  readonly from: 'file' | 'cache';
  /** Milliseconds of a worker's time: reading the file or the cache; decoding, resizing and writing. */
  readonly readMs: number;
  readonly decodeMs: number;
}

/** What became of one attempt at a picture. */
export interface Attempt extends Answer {
  /** What `refused` tells is the trouble of this process or this machine, not the picture's: it may be tried again. */
  readonly trouble?: boolean;
}

/**
 * Decodes pictures on other threads. One a process, shared by all pipelines. A thread that ends is replaced; a crash of
 * native code, in a decoder, ends the whole process with all its threads, unless the pool was made with `isolate`.
 */
export interface DecodePool {
  /** Threads that decode. */
  readonly workers: number;
  /**
   * Settles with what became of the picture. While it has not settled the target may be written to; afterwards it is not.
   * An abort rejects it at once: what no worker has begun is not begun, what one has begun is thrown away, and the worker
   * replaced if that keeps it for longer than half a second.
   * @throws the signal's reason, when it was taken back; WorkFailed when the workers cannot run at all, when this process or
   * machine could not read the picture for a quarter of a minute (no memory, too many open files), or the pool is closed
   */
  decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer>;
  /** Takes back what no worker has begun, waits for the rest and ends the threads. Calling it twice is harmless. */
  close(): Promise<void>;
}

/** What a pool is at, and what befell it since it began. */
export interface PoolState {
  /** Threads that have loaded and take pictures. */
  readonly ready: number;
  /** Pictures asked for that no worker has begun. */
  readonly waiting: number;
  /** Pictures that a worker has begun and not finished, taken back or not. */
  readonly inWork: number;
  /** Threads that ended by themselves, and threads that were replaced because a picture took too long. */
  readonly died: number;
  readonly dismissed: number;
  /** Times that a picture was given to another worker because its own was gone. */
  readonly retried: number;
}

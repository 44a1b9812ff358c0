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
}

/** Decodes pictures on other threads. One a process, shared by all pipelines. */
export interface DecodePool {
  /** Threads that decode. */
  readonly workers: number;
  /**
   * Settles with null when the pixels stand in the target, or with the reason why not, in words. While it has not settled
   * the target may be written to. An abort takes back what no worker has begun; what one has begun is finished.
   * @throws the signal's reason, when it was taken back; WorkFailed when the workers cannot run at all or the pool is closed
   */
  decode(task: DecodeTask, signal?: AbortSignal): Promise<string | null>;
  /** Takes back what no worker has begun, waits for the rest and ends the threads. Calling it twice is harmless. */
  close(): Promise<void>;
}

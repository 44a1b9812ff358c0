/** How far some long work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Items a second since it began. */
  readonly perSecond: number;
  /** Seconds that the rest will take at that rate. */
  readonly secondsLeft: number;
}

export type OnProgress = (progress: Progress) => void;

/** Counts finished items, and tells `onProgress` after each. */
export function countdown(total: number, onProgress: OnProgress | undefined): () => void {
  const start = performance.now();
  let done = 0;
  return () => {
    done += 1;
    const perSecond = (done * 1000) / Math.max(performance.now() - start, 1);
    onProgress?.({ done, total, perSecond, secondsLeft: (total - done) / perSecond });
  };
}

/** What became of a request for pictures. */
export interface Written {
  /** Pictures in the folder. */
  readonly count: number;
  /** Pictures written now: 0 where all were there already. */
  readonly written: number;
  readonly seconds: number;
}

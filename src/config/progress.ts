/** How far a long piece of work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Items a second since the work began. */
  readonly perSecond: number;
  /** Seconds that the rest will take at that speed. */
  readonly secondsLeft: number;
}

/** Called after each item of a long piece of work. */
export type OnProgress = (progress: Progress) => void;

/** Returns a function to call after each finished item. It calls `onProgress`. */
export function trackProgress(total: number, onProgress: OnProgress | undefined): () => void {
  const start = performance.now();
  let done = 0;
  return () => {
    done += 1;
    const perSecond = (done * 1000) / Math.max(performance.now() - start, 1);
    onProgress?.({ done, total, perSecond, secondsLeft: (total - done) / perSecond });
  };
}

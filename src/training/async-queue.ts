import type { Observable, Subscription } from 'rxjs';

/**
 * An observable's values, taken one by one. What waits here is bounded by the source (a pipeline's credits), not by this.
 */
export class AsyncQueue<T> {
  readonly #waiting: T[] = [];
  #taker: { readonly resolve: (value: T) => void; readonly reject: (reason: unknown) => void } | undefined;
  #end: { readonly error: unknown } | undefined;
  readonly #subscription: Subscription;

  constructor(source: Observable<T>) {
    this.#subscription = source.subscribe({
      next: (value) => {
        const taker = this.#taker;
        // Not left to the taker, who comes to it only a turn later: by then another value may be here.
        this.#taker = undefined;
        if (taker === undefined) this.#waiting.push(value);
        else taker.resolve(value);
      },
      error: (error: unknown) => this.#stop(error),
      complete: () => this.#stop(new Error('the stream of batches ended, which is endless')),
    });
  }

  /**
   * The next value. One call at a time.
   * @throws the source's error, once the values before it are taken; the signal's reason
   */
  async next(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const value = this.#waiting.shift();
    if (value !== undefined) return value;
    if (this.#end !== undefined) throw this.#end.error;
    let onAbort = (): void => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort);
        this.#taker = { resolve, reject };
      });
    } finally {
      this.#taker = undefined;
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Lets go of the source; values that were not taken are the source's again. */
  close(): void {
    this.#subscription.unsubscribe();
    this.#waiting.length = 0;
  }

  #stop(error: unknown): void {
    this.#end = { error };
    this.#taker?.reject(error);
  }
}

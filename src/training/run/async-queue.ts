import type { Observable, Subscription } from 'rxjs';

/** The values of an observable, taken one by one. The queue has no limit of its own: a pipeline's credits bound its source. */
export class AsyncQueue<T> {
  readonly #waiting: T[] = [];
  #taker: { readonly resolve: (value: T) => void; readonly reject: (reason: unknown) => void } | undefined;
  #end: { readonly error: unknown } | undefined;
  readonly #subscription: Subscription;

  constructor(source: Observable<T>) {
    this.#subscription = source.subscribe({
      next: (value) => {
        const taker = this.#taker;
        // Cleared here, because the taker runs only in a later turn: another value may arrive before.
        this.#taker = undefined;
        if (taker === undefined) this.#waiting.push(value);
        else taker.resolve(value);
      },
      error: (error: unknown) => this.#stop(error),
      complete: () => this.#stop(new Error('the endless stream of batches ended')),
    });
  }

  /**
   * Returns the next value. One call at a time.
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

  /** Unsubscribes from the source, which takes back the values that nobody took. */
  close(): void {
    this.#subscription.unsubscribe();
    this.#waiting.length = 0;
  }

  #stop(error: unknown): void {
    this.#end = { error };
    this.#taker?.reject(error);
  }
}

import type { Observable, Subscription } from 'rxjs';
import type { RunCommand } from '../events/index.js';

/** A wish that is granted between two steps, whether the run stands still there or not. */
export type Errand = Extract<RunCommand, { type: 'concurrency' | 'checkpoint' }>;

/** What watchers have wished of a run and it has not taken up yet. */
export class RunCommands {
  readonly #errands: Errand[] = [];
  #paused = false;
  #wake: () => void = () => undefined;
  readonly #subscription: Subscription | undefined;

  /** @param quit called at once when the run is wished to end */
  constructor(wishes: Observable<RunCommand> | undefined, quit: () => void) {
    this.#subscription = wishes?.subscribe((wish) => {
      if (wish.type === 'quit') quit();
      else if (wish.type === 'pause' || wish.type === 'resume') this.#paused = wish.type === 'pause';
      else this.#errands.push(wish);
      this.#wake();
    });
  }

  /** Whether the run is to stand still. */
  get paused(): boolean {
    return this.#paused;
  }

  /** The oldest errand, which then waits no more. */
  take(): Errand | undefined {
    return this.#errands.shift();
  }

  /**
   * Settles with the next wish. One call at a time.
   * @throws the signal's reason
   */
  async next(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    let onAbort = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort);
        this.#wake = resolve;
      });
    } finally {
      this.#wake = () => undefined;
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Hears no more wishes. */
  close(): void {
    this.#subscription?.unsubscribe();
  }
}

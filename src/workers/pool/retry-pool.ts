import { errors } from '../errors.js';
import type { Answer, AttemptPool, DecodePool, DecodeTask } from '../types.js';

/** How long it is waited before a picture is tried again: twice as long each time, from the first to the second. */
const WAIT_MS = [50, 2000] as const;
const PATIENCE_MS = 15_000;

/**
 * Tries a picture again, for a while, when it could not be read for a reason that was not its own. What has too many files
 * open, or waits for a file server, would otherwise set healthy pictures aside for good, one after the other.
 */
export class RetryPool implements DecodePool {
  readonly workers: number;
  /** Ends the wait of each picture that waits to be tried again. */
  readonly #waits = new Set<() => void>();

  constructor(private readonly pool: AttemptPool, private readonly patienceMs = PATIENCE_MS) {
    this.workers = pool.workers;
  }

  async decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer> {
    const attempt = await this.pool.decode(task, signal);
    return attempt.systemError === true ? this.#again(task, signal) : attempt;
  }

  close(): Promise<void> {
    const closing = this.pool.close();
    // They find the pool closed, and tell so.
    for (const end of this.#waits) end();
    return closing;
  }

  async #again(task: DecodeTask, signal: AbortSignal | undefined): Promise<Answer> {
    const until = performance.now() + this.patienceMs;
    const [first, longest] = WAIT_MS;
    for (let ms = first as number; ; ms = Math.min(ms * 2, longest)) {
      await this.#wait(ms, signal);
      const { systemError, ...answer } = await this.pool.decode(task, signal);
      if (systemError !== true) return answer;
      if (performance.now() > until) throw errors.trouble(task.path, answer.refused ?? '', this.patienceMs / 1000);
    }
  }

  /** Waits, but no longer than up to an abort: the next attempt rejects then. */
  #wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        this.#waits.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end);
      this.#waits.add(end);
      if (signal?.aborted === true) end();
    });
  }
}

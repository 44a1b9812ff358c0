import { access } from 'node:fs/promises';
import { firstValueFrom, fromEvent, merge, NEVER, Subject, timer } from 'rxjs';
import { errors } from '../errors.js';
import type { Answer, Attempt, AttemptPool, DecodePool, DecodeTask } from '../types.js';

/** Milliseconds before a picture is tried again. They double from the first to the second. */
const WAIT_MS = [50, 2000] as const;
const GIVE_UP_MS = 15_000;
/** Milliseconds after the return of a folder. What is refused then may have been read before. */
const BACK_MS = 1000;

/**
 * Tries a picture again after a system error. Otherwise a process with too many open files, or one that waits for a file server,
 * would quarantine healthy pictures one after the other.
 */
export class RetryPool implements DecodePool {
  readonly #closed = new Subject<void>();
  /** When a dataset's folder was last missing. */
  #goneAt = -Infinity;

  constructor(private readonly pool: AttemptPool, private readonly giveUpMs = GIVE_UP_MS) {}

  get workers(): number {
    return this.pool.workers;
  }

  setWorkers(workers: number): void {
    this.pool.setWorkers(workers);
  }

  async decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer> {
    const attempt = await this.#attempt(task, signal);
    return attempt.systemError === true ? this.#retry(task, signal) : attempt;
  }

  async #attempt(task: DecodeTask, signal: AbortSignal | undefined): Promise<Attempt> {
    const { root } = task;
    const attempt = await this.pool.decode(task, signal);
    if (attempt.refused === null || attempt.systemError === true || root === undefined) return attempt;
    if (await access(root).then(() => false, () => true)) this.#goneAt = performance.now();
    return performance.now() - this.#goneAt > BACK_MS ? attempt : { ...attempt, refused: `the folder ${root} is gone`, systemError: true };
  }

  close(): Promise<void> {
    const closing = this.pool.close();
    // Pictures that wait are tried again now, which rejects.
    this.#closed.next();
    return closing;
  }

  async #retry(task: DecodeTask, signal: AbortSignal | undefined): Promise<Answer> {
    const until = performance.now() + this.giveUpMs;
    const [first, longest] = WAIT_MS;
    for (let ms = first as number; ; ms = Math.min(ms * 2, longest)) {
      if (signal?.aborted !== true) await firstValueFrom(merge(timer(ms), this.#closed, signal === undefined ? NEVER : fromEvent(signal, 'abort')));
      const { systemError, ...answer } = await this.#attempt(task, signal);
      if (systemError !== true) return answer;
      if (performance.now() > until) throw errors.systemError(task.path, answer.refused ?? '', this.giveUpMs / 1000);
    }
  }
}

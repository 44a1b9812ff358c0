import { firstValueFrom, fromEvent, merge, NEVER, Subject, timer } from 'rxjs';
import { errors } from '../errors.js';
import type { Answer, AttemptPool, DecodePool, DecodeTask } from '../types.js';

/** Milliseconds before a picture is tried again. They double from the first to the second. */
const WAIT_MS = [50, 2000] as const;
const GIVE_UP_MS = 15_000;

/**
 * Tries a picture again after a system error. Otherwise a process with too many open files, or one that waits for a file server,
 * would quarantine healthy pictures one after the other.
 */
export class RetryPool implements DecodePool {
  readonly workers: number;
  readonly #closed = new Subject<void>();

  constructor(private readonly pool: AttemptPool, private readonly giveUpMs = GIVE_UP_MS) {
    this.workers = pool.workers;
  }

  async decode(task: DecodeTask, signal?: AbortSignal): Promise<Answer> {
    const attempt = await this.pool.decode(task, signal);
    return attempt.systemError === true ? this.#retry(task, signal) : attempt;
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
      const { systemError, ...answer } = await this.pool.decode(task, signal);
      if (systemError !== true) return answer;
      if (performance.now() > until) throw errors.systemError(task.path, answer.refused ?? '', this.giveUpMs / 1000);
    }
  }
}

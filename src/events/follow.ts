import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Observable, ReplaySubject } from 'rxjs';
import { codeOf, reasonOf, WorkFailed } from '../config/index.js';
import { lookAtLock } from '../disk/index.js';
import { addEvent, livenessOf, describeLiveness, noActivity, type Liveness, type Activity } from './liveness.js';
import type { RunEvent } from './schema.js';
import { LogTail } from './tail.js';

export interface FollowOptions {
  readonly signal?: AbortSignal;
  /**
   * When to stop by itself: once the run is `done`, since one that was interrupted or has failed may be resumed; or at its
   * `end`, however that came.
   * @default 'done'
   */
  readonly until?: 'done' | 'end';
  /** Between two looks, ms. Not left to the system's notices of changes: network folders have none. @default 250 */
  readonly every?: number;
  /** How long the folder may be gone before there is no more to wait for, ms. @default 5000 */
  readonly goneMs?: number;
  /** The watcher's clock, ms since 1970. */
  readonly now?: () => number;
}

export interface FollowedRun {
  /**
   * The run's events up to now, thinned where it is a long run (docs/events.md), and then each as it comes. Follows on
   * subscription, once. Completes as `until` says, or when aborted; errors with WorkFailed when the folder is gone.
   */
  readonly events: Observable<RunEvent>;
  /** How the run stands besides: that it ended or died, or cannot be read. An empty one takes the last one back. */
  readonly status: Observable<string>;
  /** What is wrong with its log, a sentence each. */
  readonly warnings: Observable<string>;
}

/** Remarks that are kept for who subscribes late. */
const MOST_REMARKS = 100;

/** Follows the run in `folder` from outside: reads its log as it grows and watches its lock, and touches nothing. */
export function followRun(folder: string, options: FollowOptions = {}): FollowedRun {
  const notices = new ReplaySubject<string>(1);
  const remarks = new ReplaySubject<string>(MOST_REMARKS);
  const events = new Observable<RunEvent>((subscriber) => {
    const stop = new AbortController();
    const onAbort = () => stop.abort();
    options.signal?.addEventListener('abort', onAbort);
    if (options.signal?.aborted) onAbort();
    new Follower(folder, options, stop.signal, (event) => subscriber.next(event), (notice) => notices.next(notice), (remark) => remarks.next(remark))
      .follow()
      .finally(() => {
        options.signal?.removeEventListener('abort', onAbort);
        notices.complete();
        remarks.complete();
      })
      .then(() => subscriber.complete(), (error: unknown) => (stop.signal.aborted ? subscriber.complete() : subscriber.error(error)));
    return onAbort;
  });
  return { events, status: notices.asObservable(), warnings: remarks.asObservable() };
}

class Follower {
  readonly #tail: LogTail;
  readonly #now: () => number;
  #vitals: Activity = noActivity;
  #life: Liveness['is'] | undefined;
  /** When the lock was last touched, and when a beat or an event was last seen to come. */
  #beat: number | undefined;
  #sign: number;
  /** Since when the log cannot be read. */
  #gone: number | undefined;

  constructor(
    private readonly folder: string, private readonly options: FollowOptions, private readonly signal: AbortSignal,
    private readonly give: (event: RunEvent) => void, private readonly tell: (notice: string) => void, private readonly remark: (remark: string) => void,
  ) {
    this.#tail = new LogTail(join(folder, 'events.jsonl'));
    this.#now = options.now ?? Date.now;
    this.#sign = this.#now();
  }

  async follow(): Promise<void> {
    const { every = 250, until = 'done' } = this.options;
    while (!this.signal.aborted) {
      const life = await this.#look();
      if (life?.is === 'ended' && (until === 'end' || life.end.outcome === 'done')) return;
      await wait(every, undefined, { signal: this.signal }).catch(() => undefined);
    }
  }

  /** Undefined while nothing can be read. */
  async #look(): Promise<Liveness | undefined> {
    // The lock first: a run gives it up when its log is whole.
    const lock = await lookAtLock(join(this.folder, 'lock'));
    const read = await this.#tail.read().catch((error: unknown) => this.#cannotRead(error));
    if (read === undefined) return undefined;
    const now = this.#now();
    if (this.#gone !== undefined) this.tell('');
    this.#gone = undefined;
    if (read.grew || lock?.beat !== this.#beat) this.#sign = now;
    this.#beat = lock?.beat;
    for (const event of read.events) {
      this.#vitals = addEvent(this.#vitals, event);
      this.give(event);
    }
    for (const remark of read.warnings) this.remark(remark);
    const life = livenessOf(this.#vitals, lock, this.#sign, now);
    if (life.is !== (this.#life ?? 'living')) this.tell(describeLiveness(life, this.#vitals, this.folder, now));
    this.#life = life.is;
    return life;
  }

  /** @throws WorkFailed once the folder has been gone for too long */
  #cannotRead(error: unknown): undefined {
    const now = this.#now();
    const missing = codeOf(error) === 'ENOENT';
    if (this.#gone === undefined) {
      this.#life = undefined;
      this.#gone = now;
      this.tell(missing ? `${this.folder} is not there any more, or holds no events.jsonl` : `${this.folder} cannot be read: ${reasonOf(error)}; trying again`);
    }
    if (missing && now - this.#gone >= (this.options.goneMs ?? 5000)) {
      throw new WorkFailed(`${this.folder} is gone, or its events.jsonl: there is nothing to watch any more.`);
    }
    return undefined;
  }
}

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Observable, ReplaySubject, type Observer } from 'rxjs';
import { checkFields, codeOf, reasonOf } from '../config/index.js';
import { readLockState } from '../disk/index.js';
import { errors } from './errors.js';
import { addEvent, isOver, livenessOf, noActivity, type Activity, type Liveness, type RunStatus } from './liveness.js';
import type { RunEvent } from './schema.js';
import { LogTail } from './tail.js';

/** What `followRun` can be given. */
export interface FollowOptions {
  readonly signal?: AbortSignal;
  /**
   * When to complete: at any `end` (the run is done, failed, was interrupted, or is certainly dead), or only when it is `done`, because
   * all others may be resumed.
   * @default 'end'
   */
  readonly until?: 'end' | 'done';
  /** Milliseconds between two reads. The folder is polled because network folders send no change notifications. @default 250 */
  readonly pollMs?: number;
  /** How long the folder may be missing before the observable errors, ms. @default 5000 */
  readonly missingMs?: number;
  /** The watcher's clock, ms since 1970. */
  readonly now?: () => number;
}

/** A run that is followed from outside. */
export interface FollowedRun {
  /**
   * The run's events so far, thinned if the log is long (docs/events.md), then each new event. Subscribe once: following
   * starts with the subscription. Completes according to `until` or on abort; errors with WorkFailed if the folder is gone.
   */
  readonly events: Observable<RunEvent>;
  /**
   * How the run looks, and each change of it. A late subscriber gets the latest. Completes with `events`: the last status then says how
   * the run has ended (`isOver`), unless it was left before. `const end = await lastValueFrom(status)`
   */
  readonly status: Observable<RunStatus>;
  /** Sentences about faults of the log. */
  readonly warnings: Observable<string>;
}

/** Warnings that a late subscriber still gets. */
const MAX_WARNINGS = 100;

/** Follows the run in `folder` from outside: reads its log as it grows, watches its lock, and changes nothing. */
export function followRun(folder: string, options: FollowOptions = {}): FollowedRun {
  checkFields('followRun', options, { signal: true, until: true, pollMs: true, missingMs: true, now: true });
  const status = new ReplaySubject<RunStatus>(1);
  status.next({ folder, state: 'running' });
  const warnings = new ReplaySubject<string>(MAX_WARNINGS);
  const events = new Observable<RunEvent>((subscriber) => {
    const unsubscribed = new AbortController();
    const signal = AbortSignal.any([unsubscribed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    new Follower(folder, options, signal, { events: subscriber, status, warnings })
      .follow()
      .finally(() => {
        status.complete();
        warnings.complete();
      })
      .then(() => subscriber.complete(), (error: unknown) => (signal.aborted ? subscriber.complete() : subscriber.error(error)));
    return () => unsubscribed.abort();
  });
  return { events, status: status.asObservable(), warnings: warnings.asObservable() };
}

interface Outputs {
  readonly events: Observer<RunEvent>;
  readonly status: Observer<RunStatus>;
  readonly warnings: Observer<string>;
}

class Follower {
  readonly #tail: LogTail;
  readonly #now: () => number;
  #activity: Activity = noActivity;
  #state: Liveness['state'] = 'running';
  /** The last heartbeat by the lock's clock, and when a heartbeat or an event was last seen by the watcher's. */
  #beat: number | undefined;
  #lastActivity: number;
  /** Since when the log cannot be read. */
  #unreadableSince: number | undefined;

  constructor(private readonly folder: string, private readonly options: FollowOptions, private readonly signal: AbortSignal, private readonly outputs: Outputs) {
    this.#tail = new LogTail(join(folder, 'events.jsonl'));
    this.#now = options.now ?? Date.now;
    this.#lastActivity = this.#now();
  }

  async follow(): Promise<void> {
    const { pollMs = 250, until = 'end' } = this.options;
    let wasDead = false;
    while (!this.signal.aborted) {
      const liveness = await this.#poll();
      // A dead run is seen twice: one that is resumed at this moment has no lock for an instant.
      const isDead = liveness?.state === 'dead';
      if (liveness !== undefined && isOver(liveness) && (until === 'end' || liveness.state === 'done') && (!isDead || wasDead)) return;
      wasDead = isDead;
      await wait(pollMs, undefined, { signal: this.signal }).catch(() => undefined);
    }
  }

  /** Reads the new events and returns the run's state; undefined if the log cannot be read. */
  async #poll(): Promise<Liveness | undefined> {
    // The lock is read first: a run releases it only when its log is complete.
    const lock = await readLockState(join(this.folder, 'lock'));
    const update = await this.#tail.read().catch((error: unknown) => this.#onUnreadable(error));
    if (update === undefined) return undefined;
    const now = this.#now();
    if (this.#unreadableSince !== undefined) this.outputs.status.next({ folder: this.folder, state: 'running' });
    this.#unreadableSince = undefined;
    if (update.grew || lock?.heartbeat !== this.#beat) this.#lastActivity = now;
    this.#beat = lock?.heartbeat;
    for (const event of update.events) {
      this.#activity = addEvent(this.#activity, event);
      this.outputs.events.next(event);
    }
    for (const warning of update.warnings) this.outputs.warnings.next(warning);
    const liveness = livenessOf(this.#activity, lock, this.#lastActivity, now);
    if (liveness.state !== this.#state) this.outputs.status.next({ folder: this.folder, ...liveness });
    this.#state = liveness.state;
    return liveness;
  }

  /** @throws WorkFailed if the folder has been missing for too long */
  #onUnreadable(error: unknown): undefined {
    const now = this.#now();
    const code = codeOf(error) ?? null;
    const status = { folder: this.folder, state: 'unreadable', code, message: reasonOf(error), gaveUp: false } as const;
    if (this.#unreadableSince === undefined) {
      this.#state = 'running';
      this.#unreadableSince = now;
      this.outputs.status.next(status);
    }
    if (code === 'ENOENT' && now - this.#unreadableSince >= (this.options.missingMs ?? 5000)) {
      this.outputs.status.next({ ...status, gaveUp: true });
      throw errors.folderGone(this.folder);
    }
    return undefined;
  }
}

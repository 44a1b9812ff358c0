import { randomUUID } from 'node:crypto';
import { access, utimes } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { LostLock } from './errors.js';
import { createLockFile, readHolder, removeLockFile } from './lock-file.js';
import { isAlive, isVisible, STALE_AFTER_MS, thisHolder, type Holder, type LockHolder } from './lock-holder.js';

/** A lock that this process holds. */
export interface Lock {
  /** Aborts when the lock belongs to another process. Its reason is a WorkFailed. Whatever the lock guards must then stay untouched. */
  readonly lost: AbortSignal;
  /** Looks whether the lock is still this one. @throws the reason of `lost` */
  check(): Promise<void>;
  /** Removes the lock file, if it is still this lock's. Where that fails, it stays as a dead process's. A second call does nothing. */
  release(): Promise<void>;
}

/** Milliseconds between two touches of a held lock file. Other machines see a living process by them. */
const HEARTBEAT_MS = 5000;

/** Milliseconds after which an incomplete lock file counts as abandoned. Writing one takes less than one. */
const INCOMPLETE_MS = 2000;
const POLL_MS = 50;

/**
 * Takes the lock file `path`, or returns its holder. Takes over a lock whose holder is dead. Trusts a lock of a process that
 * cannot be seen as long as its heartbeats come, because nothing else shows that process.
 * @throws the system's error
 */
export async function takeLock(path: string): Promise<{ readonly lock: Lock } | { readonly heldBy: LockHolder }> {
  const own = thisHolder(randomUUID());
  let incompleteSince: number | undefined;
  for (;;) {
    // Read again: a process that was suspended while it wrote may have lost the lock already.
    if ((await createLockFile(path, own)) && (await readHolder(path))?.token === own.token) return { lock: new HeldLock(path, own) };
    const holder = await readHolder(path);
    if (holder !== undefined && isAlive(holder)) return { heldBy: holder };
    if (holder === undefined) {
      incompleteSince ??= performance.now();
      if (performance.now() - incompleteSince < INCOMPLETE_MS) {
        await wait(POLL_MS);
        continue;
      }
    }
    incompleteSince = undefined;
    // A new heartbeat shows that the holder lives after all.
    await removeLockFile(path, own.token, (found) => found?.token === holder?.token && found?.heartbeat === holder?.heartbeat);
  }
}

class HeldLock implements Lock {
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #beating: Promise<void> | undefined;
  #touchedAt = Date.now();
  #released = false;

  constructor(private readonly path: string, private readonly own: Holder) {
    this.#timer = setInterval(() => void this.#beatOnce(), HEARTBEAT_MS).unref();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async check(): Promise<void> {
    await this.#beatOnce();
    this.lost.throwIfAborted();
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    clearInterval(this.#timer);
    await this.#beating;
    if (!this.lost.aborted) await removeLockFile(this.path, this.own.token, (found) => found?.token === this.own.token).catch(() => undefined);
  }

  #beatOnce(): Promise<void> {
    return (this.#beating ??= this.#beat().finally(() => (this.#beating = undefined)));
  }

  /** Touches the lock file, if it is still this lock's. A missed heartbeat is harmless: the work under the lock goes on. */
  async #beat(): Promise<void> {
    if (this.#released || this.lost.aborted) return;
    const found = await readHolder(this.path);
    if (found === undefined) return this.#onMissing();
    if (found.token !== this.own.token) return this.#lose(found);
    const now = new Date();
    await utimes(this.path, now, now).then(() => (this.#touchedAt = now.getTime()), () => undefined);
  }

  /**
   * The lock cannot be read. Somebody removed it by hand, or took it for abandoned, worked and left. Nobody could take it for
   * abandoned before `STALE_AFTER_MS`, so it is written again until then.
   */
  async #onMissing(): Promise<void> {
    if (Date.now() - this.#touchedAt < STALE_AFTER_MS) await createLockFile(this.path, this.own).catch(() => undefined);
    else if (await access(this.path).then(() => false, () => true)) this.#lose(undefined);
  }

  #lose(holder: Holder | undefined): void {
    clearInterval(this.#timer);
    this.#lost.abort(new LostLock(this.path, holder ?? null));
  }
}

/** A lock as another process sees it. */
export interface LockState extends LockHolder {
  /** Whether the holder runs; null for a process that cannot be seen from here, which only its heartbeats show. */
  readonly alive: boolean | null;
}

/** Returns the state of the lock file `path`; undefined when there is none. */
export async function readLockState(path: string): Promise<LockState | undefined> {
  const holder = await readHolder(path);
  return holder && { ...holder, alive: isVisible(holder) ? isAlive(holder) : null };
}

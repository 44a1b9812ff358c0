import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { codeOf } from '../config/index.js';

/** The process that holds a lock, as its lock file describes it. `startTime` distinguishes it from a later process with the same number. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly startTime: string;
  /** When the holder last touched the file, by its own clock, ms since 1970. */
  readonly heartbeat: number;
}

/** Releases a lock. A second call does nothing. */
export type Unlock = () => Promise<void>;

/** Milliseconds between two touches of a held lock file. Other machines see a living process by them. */
const HEARTBEAT_MS = 5000;

/**
 * Milliseconds after which an untouched lock of another machine counts as abandoned. A container has a new host name at
 * every start, so a killed one leaves a lock that seems to belong to another machine forever. The limit is sixty
 * heartbeats, because they wait while the main thread is busy (a step of a large network on WebAssembly takes minutes)
 * and because clocks differ. To take a lock from a living process spoils its work; to trust a dead one costs a wait.
 */
export const STALE_AFTER_MS = 300_000;

/**
 * Takes the lock file `path`, or returns its holder. Takes over a lock whose holder is dead. Trusts a lock of another
 * machine as long as its heartbeats come, because nothing else shows that process.
 */
export async function takeLock(path: string): Promise<{ readonly unlock: Unlock } | { readonly heldBy: LockHolder }> {
  const own: Omit<LockHolder, 'heartbeat'> = { pid: process.pid, host: hostname(), startTime: startTimeOf(process.pid) };
  const draft = `${path}.${process.pid}.${draftNumber++}`;
  // Written elsewhere and linked into place, so that nobody reads a half-written lock.
  await writeFile(draft, JSON.stringify(own));
  try {
    for (;;) {
      try {
        await link(draft, path);
        const heartbeat = setInterval(() => void touch(path), HEARTBEAT_MS).unref();
        return {
          unlock: () => {
            clearInterval(heartbeat);
            return rm(path, { force: true });
          },
        };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const holder = await readHolder(path);
      if (holder !== undefined && isAlive(holder)) return { heldBy: holder };
      await removeStale(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

let draftNumber = 0;

async function touch(path: string): Promise<void> {
  const now = new Date();
  // A missed heartbeat is harmless: the work under the lock goes on.
  await utimes(path, now, now).catch(() => undefined);
}

/**
 * Removes the lock of a dead `holder`. Another process may remove it and take the lock between our read and our removal.
 * So this moves the file away, reads it again, and puts it back if it is a different lock.
 */
async function removeStale(path: string, holder: LockHolder | undefined): Promise<void> {
  const stale = `${path}.${process.pid}.${draftNumber++}.stale`;
  try {
    await rename(path, stale);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(stale);
  if (moved !== undefined && !isSame(moved, holder)) await link(stale, path).catch(() => undefined);
  await rm(stale, { force: true });
}

/** Returns whether two readings of a lock agree. A new heartbeat shows that the holder lives. */
const isSame = (moved: LockHolder, holder: LockHolder | undefined): boolean =>
  moved.pid === holder?.pid && moved.host === holder.host && moved.startTime === holder.startTime && moved.heartbeat === holder.heartbeat;

/** A lock as another process sees it. */
export interface LockState extends LockHolder {
  /** Whether the holder runs; null for a process of another machine, which only its heartbeats show. */
  readonly alive: boolean | null;
}

/** Returns the state of the lock file `path`; undefined when there is none. */
export async function readLockState(path: string): Promise<LockState | undefined> {
  const holder = await readHolder(path);
  return holder && { ...holder, alive: isThisHost(holder) ? isAlive(holder) : null };
}

/** Returns whether a holder is a process of this machine, by its host name. */
export const isThisHost = ({ host }: Pick<LockHolder, 'host'>): boolean => host === hostname();

/** Returns whether a holder still runs. On another machine: whether its last heartbeat is less than `STALE_AFTER_MS` old. */
export function isAlive(holder: LockHolder): boolean {
  if (!isThisHost(holder)) return Date.now() - holder.heartbeat < STALE_AFTER_MS;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return holder.startTime === startTimeOf(holder.pid);
}

/** Returns the holder that `path` names; undefined when the file is missing or incomplete. */
export async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    const [text, { mtimeMs: heartbeat }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, startTime } = value as Partial<Record<keyof LockHolder, unknown>>;
    return typeof pid === 'number' && typeof host === 'string' && typeof startTime === 'string' ? { pid, host, startTime, heartbeat } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns when the system started process `pid`, in its own units (fields 3 and 22 of `/proc/PID/stat`, proc(5)). Empty
 * when the system does not say, and for a process that has ended and waits for its parent (a zombie).
 */
function startTimeOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

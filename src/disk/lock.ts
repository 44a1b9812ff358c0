import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { codeOf } from '../config/index.js';

/** Who holds a lock. `born` tells a process from a later one that was given the same number. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly born: string;
}

/** Gives a lock back. Calling it twice is harmless. */
export type Unlock = () => Promise<void>;

/** How often the file of a lock that is held is touched, ms: what other machines see of a living process. */
const BEAT_MS = 5000;

/**
 * Takes the lock file `path`, or tells who holds it. A lock whose holder is dead is taken over; one from another machine
 * is believed, since nothing here can tell for certain whether that process lives. While it is held the file is touched
 * every five seconds, or when the main thread is next free.
 */
export async function takeLock(path: string): Promise<{ readonly unlock: Unlock } | { readonly heldBy: Holder }> {
  const mine: Holder = { pid: process.pid, host: hostname(), born: birthOf(process.pid) };
  const draft = `${path}.${process.pid}.${draftNumber++}`;
  // Written elsewhere and then linked into place: nobody ever reads a lock that is not yet filled in.
  await writeFile(draft, JSON.stringify(mine));
  try {
    for (;;) {
      try {
        await link(draft, path);
        const beat = setInterval(() => void touch(path), BEAT_MS).unref();
        return {
          unlock: () => {
            clearInterval(beat);
            return rm(path, { force: true });
          },
        };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const holder = await readHolder(path);
      if (holder !== undefined && isAlive(holder)) return { heldBy: holder };
      await setAside(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

let draftNumber = 0;

async function touch(path: string): Promise<void> {
  const now = new Date();
  // A disk that refuses says nothing of the work that the lock is for.
  await utimes(path, now, now).catch(() => undefined);
}

/**
 * Removes the lock of a dead `holder`. Between reading it and removing it another process may have done the same and
 * taken the lock anew; so it is moved away first, looked at once more, and put back if it is not the one that was read.
 */
async function setAside(path: string, holder: Holder | undefined): Promise<void> {
  const aside = `${path}.${process.pid}.${draftNumber++}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && (moved.pid !== holder?.pid || moved.born !== holder.born)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** What can be seen of a lock from outside. */
export interface LockLook {
  readonly holder: Holder;
  /** Whether its holder runs; null where it is on another machine and only its beats tell. */
  readonly alive: boolean | null;
  /** When its file was last touched, by its holder's clock, ms since 1970. */
  readonly beat: number;
}

/** Looks at the lock file `path`; undefined where there is none. */
export async function lookAtLock(path: string): Promise<LockLook | undefined> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readHolder(path), stat(path)]);
    return holder && { holder, alive: holder.host === hostname() ? isAlive(holder) : null, beat: mtimeMs };
  } catch {
    return undefined;
  }
}

/** Whether the process that wrote a lock still runs. */
export function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return holder.born === birthOf(holder.pid);
}

/** The holder written in `path`; undefined when there is no such file or it is torn. */
export async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, born } = value as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === 'number' && typeof host === 'string' && typeof born === 'string' ? { pid, host, born } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When the system started process `pid`, as far as it says so (fields 3 and 22 of `/proc/PID/stat`, proc(5)); else empty,
 * and so for one that has ended and that its parent has not asked after yet (a zombie).
 */
function birthOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

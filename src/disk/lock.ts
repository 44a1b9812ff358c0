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

/** A holder as its lock file tells of it. */
export interface LockHolder extends Holder {
  /** When the file was last touched, by the holder's clock, ms since 1970. */
  readonly beat: number;
}

/** How often the file of a lock that is held is touched, ms: what other machines see of a living process. */
const BEAT_MS = 5000;

/**
 * A lock of another machine that was not touched for so long has no holder any more, ms. A container has another host name
 * at every start, so that what a killed one left behind seems another machine's for ever. Sixty beats, since a beat waits
 * while the main thread is busy (a step of a large network on WebAssembly takes minutes) and clocks differ: to take a
 * lock from a living process spoils its work, and to believe a dead one costs a wait.
 */
export const SILENT_MS = 300_000;

/**
 * Takes the lock file `path`, or tells who holds it. A lock whose holder is dead is taken over; one from another machine
 * is believed for as long as its beats come, since nothing else can be seen of that process. While it is held the file is
 * touched every five seconds, or when the main thread is next free.
 */
export async function takeLock(path: string): Promise<{ readonly unlock: Unlock } | { readonly heldBy: LockHolder }> {
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
async function setAside(path: string, holder: LockHolder | undefined): Promise<void> {
  const aside = `${path}.${process.pid}.${draftNumber++}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && !isSame(moved, holder)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** A beat that came meanwhile is a sign of life too. */
const isSame = (moved: LockHolder, holder: LockHolder | undefined): boolean =>
  moved.pid === holder?.pid && moved.host === holder.host && moved.born === holder.born && moved.beat === holder.beat;

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
  const found = await readHolder(path);
  if (found === undefined) return undefined;
  const { beat, ...holder } = found;
  return { holder, alive: isHere(found) ? isAlive(found) : null, beat };
}

/** Whether a holder is a process of this machine, as far as its name tells. */
export const isHere = ({ host }: Pick<Holder, 'host'>): boolean => host === hostname();

/** Whether the process that wrote a lock still runs; of another machine's, whether its last beat is less than `SILENT_MS` ago. */
export function isAlive(holder: LockHolder): boolean {
  if (!isHere(holder)) return Date.now() - holder.beat < SILENT_MS;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return holder.born === birthOf(holder.pid);
}

/** The holder written in `path`; undefined when there is no such file or it is torn. */
export async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    const [text, { mtimeMs: beat }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, born } = value as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === 'number' && typeof host === 'string' && typeof born === 'string' ? { pid, host, born, beat } : undefined;
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

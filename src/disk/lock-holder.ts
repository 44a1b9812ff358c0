import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from '../config/index.js';

/** The process that holds a lock, as its lock file describes it. */
export interface LockHolder {
  /** A random name of this holding of the lock. */
  readonly token: string;
  readonly pid: number;
  /** The host name, for people. Containers may share one. */
  readonly host: string;
  /** Where the process can be seen by its number; null where the system does not say. */
  readonly place: string | null;
  /** Distinguishes the process from a later one with the same number; empty where the system does not say. */
  readonly startTime: string;
  /** When the holder last touched the file, by its own clock, ms since 1970. */
  readonly heartbeat: number;
}

/** What a lock file says. Its time of change is the heartbeat. */
export type Holder = Omit<LockHolder, 'heartbeat'>;

/**
 * Milliseconds after which the untouched lock of a process that cannot be seen counts as abandoned. A container has a new
 * place at every start, so a killed one leaves a lock that seems to belong to another machine forever. The limit is sixty
 * heartbeats, because they wait while the main thread is busy (a step of a large network on WebAssembly takes minutes)
 * and because clocks differ. To take a lock from a living process spoils its work; to trust a dead one costs a wait.
 */
export const STALE_AFTER_MS = 300_000;

/** Returns this process as the holder of a lock. */
export const thisHolder = (token: string): Holder => ({ token, pid: process.pid, host: hostname(), place: thisPlace(), startTime: startTimeOf(process.pid) ?? '' });

/** Returns whether this process would see the holder's: whether a missing process is a dead one. */
export const isVisible = ({ place }: Pick<Holder, 'place'>): boolean => place !== null && place === thisPlace();

/** Returns whether a holder still runs. Of one that cannot be seen: whether its last heartbeat is less than `STALE_AFTER_MS` old. */
export function isAlive(holder: LockHolder): boolean {
  const beats = Date.now() - holder.heartbeat < STALE_AFTER_MS;
  if (!isVisible(holder)) return beats;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // A process of another user exists too.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const startTime = startTimeOf(holder.pid);
  return startTime === undefined || holder.startTime === '' ? beats : startTime === holder.startTime;
}

/**
 * Returns the place of this process. A process number means something in one PID namespace of one running kernel, and two
 * containers may share a host name. On systems without such namespaces it is the host.
 */
function thisPlace(): string | null {
  if (process.platform !== 'linux') return `${process.platform} ${hostname()}`;
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/**
 * Returns when the system started process `pid`, in its own units (fields 3 and 22 of `/proc/PID/stat`, proc(5)). Empty for
 * a process that has ended and waits for its parent (a zombie); undefined where the system does not say.
 */
function startTimeOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : fields[19];
  } catch {
    return undefined;
  }
}

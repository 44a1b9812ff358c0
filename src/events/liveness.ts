import type { LockLook } from '../disk/index.js';
import type { EventOf, RunEvent } from './schema.js';

/** Least time without a sign of life that means something, ms, and how many times as long as the longest gap between signs of late. */
const QUIET_MS = 30_000;
const QUIET_TIMES = 10;
/** Gaps that "of late" means. */
const LATE = 256;

/** What is known of a run's life from its events, in the order in which they came. Immutable. */
export interface Activity {
  /** Its end, if nothing has begun since. */
  readonly end: EventOf<'run-end'> | undefined;
  /** When the newest event happened, ms since 1970. */
  readonly newest: number | undefined;
  /** Milliseconds between events of late, pauses left out. */
  readonly gaps: readonly number[];
  readonly paused: boolean;
}

export const noActivity: Activity = { end: undefined, newest: undefined, gaps: [], paused: false };

/** With one more event. */
export function addEvent({ end, newest, gaps, paused }: Activity, event: RunEvent): Activity {
  const begins = event.type === 'run-start';
  const gap = begins || paused || newest === undefined ? 0 : event.time - newest;
  return {
    end: event.type === 'run-end' ? event : begins ? undefined : end,
    newest: event.time,
    gaps: begins ? [] : [...gaps.slice(1 - LATE), Math.max(0, gap)],
    paused: event.type === 'pause' ? event.paused : paused && !begins,
  };
}

/** How long a run may be silent before something is wrong with it, ms. */
export const silenceLimit = ({ gaps }: Activity): number => Math.max(QUIET_MS, QUIET_TIMES * Math.max(0, ...gaps));

export type Liveness =
  | { readonly is: 'living' }
  | { readonly is: 'ended'; readonly end: EventOf<'run-end'> }
  /** Dead for certain: nobody holds its lock, or a process that is gone. */
  | { readonly is: 'dead'; readonly pid: number | undefined }
  /** No sign of it for longer than `patience`. `there`: its process exists all the same. */
  | { readonly is: 'silent'; readonly since: number; readonly there: boolean };

/**
 * Whether a run is still going on.
 * @param lock as it was before the events of `vitals` were read; undefined where there is none
 * @param sign when a beat or an event was last seen to come, by the watcher's own clock: other machines' may differ
 */
export function livenessOf(vitals: Activity, lock: LockLook | undefined, sign: number, now: number): Liveness {
  const quiet = now - sign > silenceLimit(vitals);
  const held = lock !== undefined && lock.alive !== false && !(lock.alive === null && quiet);
  if (vitals.end !== undefined && !held) return { is: 'ended', end: vitals.end };
  if (lock === undefined) return { is: 'dead', pid: undefined };
  if (lock.alive === false) return { is: 'dead', pid: lock.holder.pid };
  if (vitals.end === undefined && quiet) return { is: 'silent', since: sign, there: lock.alive === true };
  return { is: 'living' };
}

/** What is to be told of it, in a sentence; empty where there is nothing to tell. */
export function describeLiveness(life: Liveness, vitals: Activity, folder: string, now: number): string {
  const resume = `\`whisker train --resume ${/^[\w./~:@%+,=-]+$/.test(folder) ? folder : JSON.stringify(folder)}\` goes on`;
  const since = (time: number | undefined): string => (time === undefined ? '' : ` since ${clock(time)} (${length(now - time)})`);
  switch (life.is) {
    case 'living':
      return '';
    case 'ended':
      if (life.end.outcome === 'done') return `the run is done, since ${clock(life.end.time)}`;
      return `the run ${life.end.outcome === 'failed' ? 'failed' : 'was interrupted'} at ${clock(life.end.time)}; ${resume}`;
    case 'dead':
      return `no sign of life${since(vitals.newest)}: ${life.pid === undefined ? 'no process works on it' : `its process (${life.pid}) is gone`}; ${resume}`;
    case 'silent':
      return `no sign of life${since(life.since)}${life.there ? ', though its process is there: it may be suspended, or wait for a disk' : `; if its process is gone, remove the file lock in ${folder}, and ${resume}`}`;
  }
}

const clock = (time: number): string => new Date(time).toTimeString().slice(0, 8);

function length(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

import type { LockState } from '../disk/index.js';
import type { EventOf, RunEvent } from './schema.js';

/** A run counts as silent after the longer of these: this many ms, or this many times the longest recent gap. */
const QUIET_MS = 30_000;
const QUIET_TIMES = 10;
/** Number of recent gaps between events that count. */
const RECENT = 256;

/** What the events so far say about a run's liveness. Immutable. */
export interface Activity {
  /** The run's end, unless it was resumed afterwards. */
  readonly end: EventOf<'run-end'> | undefined;
  /** Time of the newest event, ms since 1970. */
  readonly newest: number | undefined;
  /** Milliseconds between the recent events, without pauses. */
  readonly gaps: readonly number[];
  readonly paused: boolean;
}

export const noActivity: Activity = { end: undefined, newest: undefined, gaps: [], paused: false };

/** Returns the activity after one more event. */
export function addEvent({ end, newest, gaps, paused }: Activity, event: RunEvent): Activity {
  const starts = event.type === 'run-start';
  const gap = starts || paused || newest === undefined ? 0 : event.time - newest;
  return {
    end: event.type === 'run-end' ? event : starts ? undefined : end,
    newest: event.time,
    gaps: starts ? [] : [...gaps.slice(1 - RECENT), Math.max(0, gap)],
    paused: event.type === 'pause' ? event.paused : paused && !starts,
  };
}

/** How a run has ended, or that nothing runs it any more. */
export type RunEnd =
  /** Its log ends with `event`. */
  | { readonly state: EventOf<'run-end'>['outcome']; readonly event: EventOf<'run-end'>; readonly resumable: boolean }
  /** No process holds its lock (`pid` is null), or process `pid` that held it is gone. `lastEvent`: ms since 1970; null without events. */
  | { readonly state: 'dead'; readonly pid: number | null; readonly lastEvent: number | null; readonly resumable: true };

/** Whether a run goes on. `silent`: no heartbeat and no event since then (ms since 1970). `processExists`: its process is still there. */
export type Liveness = RunEnd | { readonly state: 'running' } | { readonly state: 'silent'; readonly since: number; readonly processExists: boolean };

/** How the run in `folder` looks from outside. `describeStatus` says it in words. */
export type RunStatus = { readonly folder: string } & (
  | Liveness
  /**
   * Nobody knows: its log cannot be read now. `code` is the system's (`EACCES`, …; `ENOENT` where the folder or the log is missing), and
   * null where it has none. `gaveUp`: it was missing for too long.
   */
  | { readonly state: 'unreadable'; readonly code: string | null; readonly message: string; readonly gaveUp: boolean }
);

/** Returns whether a run goes on no more. */
export const isOver = <Status extends { readonly state: RunStatus['state'] }>(status: Status): status is Extract<Status, { readonly state: RunEnd['state'] }> =>
  ['done', 'interrupted', 'failed', 'dead'].includes(status.state);

/**
 * Decides whether a run is still going on.
 * @param lock the run's lock, read before the events of `activity` were; undefined if there is none
 * @param lastActivity when the watcher last saw a heartbeat or an event, by the watcher's own clock: the clocks of two machines may differ
 */
export function livenessOf({ end, newest, gaps }: Activity, lock: LockState | undefined, lastActivity: number, now: number): Liveness {
  const quiet = now - lastActivity > Math.max(QUIET_MS, QUIET_TIMES * Math.max(0, ...gaps));
  const held = lock !== undefined && lock.alive !== false && !(lock.alive === null && quiet);
  if (end !== undefined && !held) return { state: end.outcome, event: end, resumable: end.outcome !== 'done' && end.resumable !== false };
  if (lock === undefined || lock.alive === false) return { state: 'dead', pid: lock?.pid ?? null, lastEvent: newest ?? null, resumable: true };
  if (end === undefined && quiet) return { state: 'silent', since: lastActivity, processExists: lock.alive === true };
  return { state: 'running' };
}

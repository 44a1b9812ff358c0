import type { LockState } from '../disk/index.js';
import { messages } from './messages.js';
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

export type Liveness =
  | { readonly state: 'running' }
  | { readonly state: 'ended'; readonly end: EventOf<'run-end'> }
  /** Certainly dead: no process holds its lock, or the process that held it is gone. */
  | { readonly state: 'dead'; readonly pid: number | undefined }
  /** No heartbeat and no event for too long. `processExists`: its process is still there. */
  | { readonly state: 'silent'; readonly since: number; readonly processExists: boolean };

/**
 * Decides whether a run is still going on.
 * @param lock the run's lock, read before the events of `activity` were; undefined if there is none
 * @param lastActivity when the watcher last saw a heartbeat or an event, by the watcher's own clock: the clocks of two machines may differ
 */
export function livenessOf(activity: Activity, lock: LockState | undefined, lastActivity: number, now: number): Liveness {
  const { end, gaps } = activity;
  const quiet = now - lastActivity > Math.max(QUIET_MS, QUIET_TIMES * Math.max(0, ...gaps));
  const held = lock !== undefined && lock.alive !== false && !(lock.alive === null && quiet);
  if (end !== undefined && !held) return { state: 'ended', end };
  if (lock === undefined) return { state: 'dead', pid: undefined };
  if (lock.alive === false) return { state: 'dead', pid: lock.pid };
  if (end === undefined && quiet) return { state: 'silent', since: lastActivity, processExists: lock.alive === true };
  return { state: 'running' };
}

/** Describes a run's state in a sentence; empty if it is running. */
export function describeLiveness(liveness: Liveness, { newest }: Activity, folder: string, now: number): string {
  switch (liveness.state) {
    case 'running':
      return '';
    case 'ended': {
      const { outcome, time } = liveness.end;
      return outcome === 'done' ? messages.finished(time) : messages.stopped(outcome, time, folder);
    }
    case 'dead':
      return messages.dead(newest, now, liveness.pid, folder);
    case 'silent':
      return liveness.processExists ? messages.suspended(liveness.since, now) : messages.silent(liveness.since, now, folder);
  }
}

import type { LockState } from '../disk/index.js';
import { messages, resumeCommand } from './messages.js';
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

/** How a run looks from outside. */
export interface RunStatus {
  /** `unreadable`: its folder cannot be read now, so nobody knows. */
  readonly state: 'running' | 'ended' | 'dead' | 'silent' | 'unreadable';
  /** A sentence; empty while the run goes on. */
  readonly text: string;
  /** The command that helps: it resumes the run. Empty where there is none. */
  readonly command: string;
}

/** Describes how a run in `folder` looks. */
export function statusOf(liveness: Liveness, { newest }: Activity, folder: string, now: number): RunStatus {
  const { state } = liveness;
  const resume = resumeCommand(folder);
  switch (state) {
    case 'running':
      return { state, text: '', command: '' };
    case 'ended': {
      const { outcome, time, resumable = true } = liveness.end;
      return outcome === 'done' ? { state, text: messages.finished(time), command: '' } : { state, text: messages.stopped(outcome, time), command: resumable ? resume : '' };
    }
    case 'dead':
      return { state, text: messages.dead(newest, now, liveness.pid), command: resume };
    case 'silent':
      return liveness.processExists ? { state, text: messages.suspended(liveness.since, now), command: '' } : { state, text: messages.silent(liveness.since, now, folder), command: resume };
  }
}

/** Returns a status as one sentence. */
export const describeStatus = ({ text, command }: Pick<RunStatus, 'text' | 'command'>): string => (command === '' ? text : `${text}; resume with \`${command}\``);

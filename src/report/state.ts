import type { LockState } from '../disk/index.js';
import { livenessOf, resumeCommand, type EventOf } from '../events/index.js';

/** How a run looked when the report was made. */
export interface RunState {
  readonly kind: 'not started' | 'in progress' | 'paused' | 'silent' | 'dead' | EventOf<'run-end'>['outcome'];
  /** What follows the kind in a sentence; may be empty. */
  readonly detail: string;
  /** The command that continues the run; empty where there is none to continue. */
  readonly command: string;
}

/** What a log says about the state of its run. */
export interface LastEvents {
  readonly started: boolean;
  readonly end: EventOf<'run-end'> | undefined;
  /** Time of the newest event, ms since 1970. */
  readonly newest: number | undefined;
  readonly paused: boolean;
}

/** Returns the state of the run in a folder. @param lock the run's, read before its log was: it shows whether a run without an end goes on */
export function stateOf(folder: string, lock: LockState | undefined, { started, end, newest, paused }: LastEvents, now = Date.now()): RunState {
  const liveness = livenessOf({ end, newest, gaps: [], paused }, lock, Math.max(newest ?? 0, lock?.heartbeat ?? 0), now);
  const command = resumeCommand(folder);
  const since = newest === undefined ? '' : `last event ${formatMoment(newest)}`;
  switch (liveness.state) {
    case 'done':
    case 'interrupted':
    case 'failed':
      return { kind: liveness.state, detail: liveness.event.message, command: liveness.resumable ? command : '' };
    case 'running':
      return { kind: paused ? 'paused' : started ? 'in progress' : 'not started', detail: '', command: '' };
    case 'dead':
      return started || newest !== undefined
        ? { kind: 'dead', detail: `${liveness.pid === null ? 'no process is running it' : `process ${liveness.pid} is gone`}${since === '' ? '' : `, ${since}`}`, command }
        : { kind: 'not started', detail: '', command: '' };
    case 'silent':
      return { kind: 'silent', detail: `no sign of life since ${formatMoment(liveness.since)}`, command: liveness.processExists ? '' : command };
  }
}

/** Returns a moment (ms since 1970) as `2025-01-02 03:04 UTC`, which means the same to every reader. */
export const formatMoment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Returns a state as the end of a sentence. */
export const describeState = ({ kind, detail }: RunState): string => (detail === '' ? kind : `${kind}: ${detail}`);

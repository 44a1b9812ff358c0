import { formatDuration, formatTimeLeft, formatTimeOfDay, pluralize, typable } from '../config/index.js';
import type { EventOf } from './schema.js';

/** What is wrong with a log, in numbers. */
export interface LogFaults {
  /** Lines from a newer version of whisker, lines with the fields of another version, and lines that are not events. All are skipped. */
  readonly unknown: number;
  readonly other: number;
  readonly bad: number;
  /** Events that are missing, by the gaps in seq. */
  readonly missing: number;
  /** Whether there is no run-start event. */
  readonly noStart: boolean;
}

/** How a run ended, after "the run". */
export const endings: Readonly<Record<EventOf<'run-end'>['outcome'], string>> = { done: 'is done', interrupted: 'was interrupted', failed: 'failed' };

/** Sentences about a run and its log, for the people who watch it. */
export const messages = {
  unknown: (count: number) => `skipped ${pluralize(count, 'event')} of a newer version of whisker`,
  other: (count: number) => `skipped ${pluralize(count, 'event')} with the fields of another version of whisker: show the run with the version that wrote it`,
  bad: (count: number) => `skipped ${pluralize(count, 'line')} that ${count === 1 ? 'is not an event' : 'are not events'}`,
  badLine: (line: string) => `skipped a line that is not an event: ${line.slice(0, 60)}`,
  missing: (count: number) => `${pluralize(count, 'event')} ${count === 1 ? 'is' : 'are'} missing from the log`,
  gap: (first: number, last: number) => (first === last ? `event ${first} is missing from the log` : `events ${first} to ${last} are missing from the log`),
  noStart: () => 'events.jsonl has no run-start event, so the beginning of the run is unknown',
  replaced: () => 'events.jsonl was replaced; reading the new one from the beginning',
  folderMissing: (folder: string) => `${folder} or its events.jsonl is missing`,
  folderGone: (folder: string) => `${folder} is gone, or its events.jsonl is: there is nothing left to watch.`,
  unreadable: (folder: string, reason: string) => `${folder} cannot be read: ${reason}; trying again`,
  finished: (time: number) => `the run finished at ${formatTimeOfDay(time)}`,
  stopped: (outcome: 'interrupted' | 'failed', time: number) => `the run ${endings[outcome]} at ${formatTimeOfDay(time)}`,
  dead: (newest: number | null, now: number, pid: number | null) =>
    `no activity${since(newest, now)}: ${pid === null ? 'no process is running it' : `process ${pid} is gone`}`,
  suspended: (quietSince: number, now: number) => `no activity${since(quietSince, now)}, but the process exists: it may be suspended or waiting for a disk`,
  silent: (quietSince: number, now: number, folder: string) =>
    `no activity${since(quietSince, now)}; if its process is gone, delete the file lock in ${folder}`,
};

/** Describes the faults of a log, one sentence each. */
export function describeFaults({ unknown, other, bad, missing, noStart }: LogFaults): readonly string[] {
  return [
    ...(unknown > 0 ? [messages.unknown(unknown)] : []),
    ...(other > 0 ? [messages.other(other)] : []),
    ...(bad > 0 ? [messages.bad(bad)] : []),
    ...(missing > 0 ? [messages.missing(missing)] : []),
    ...(noStart ? [messages.noStart()] : []),
  ];
}

/** Describes an estimate in a sentence. */
export function describeEstimate({ epochSeconds, secondsLeft, withValidation, corrected }: Omit<EventOf<'estimate'>, 'v' | 'seq' | 'time' | 'type'>): string {
  const besides = withValidation ? '' : ', without validation';
  return `${corrected ? 'Corrected: an' : 'An'} epoch takes about ${formatDuration(epochSeconds)}, the rest of the run about ${formatTimeLeft(secondsLeft)}${besides}.`;
}

/** Returns the command that resumes a run. */
export const resumeCommand = (folder: string): string => `whisker train --resume ${typable(folder)}`;
const since = (time: number | null, now: number): string =>
  time === null ? '' : ` since ${formatTimeOfDay(time)} (${formatTimeLeft((now - time) / 1000)})`;

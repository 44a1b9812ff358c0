import { setTimeout as wait } from 'node:timers/promises';
import { Observable } from 'rxjs';
import { codeOf, reasonOf } from '../config/index.js';
import type { RunStatus } from './liveness.js';
import { OverviewReader, type RunOverview } from './overview.js';
import { runFoldersIn } from './run-folders.js';

/** What `followRuns` can be given. */
export interface FollowRunsOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds between two reads of the runs. @default 1000 */
  readonly pollMs?: number;
}

/**
 * Follows all runs inside a folder, at most two levels down, from outside: emits them newest first, and again whenever one changes,
 * appears or vanishes. Completes on abort. The last runs stay while the folder cannot be read.
 */
export function followRuns(folder: string, { signal, pollMs = 1000 }: FollowRunsOptions = {}): Observable<readonly RunOverview[]> {
  return new Observable((subscriber) => {
    const unsubscribed = new AbortController();
    const stop = AbortSignal.any([unsubscribed.signal, ...(signal === undefined ? [] : [signal])]);
    const follow = async (): Promise<void> => {
      const readers = new Map<string, OverviewReader>();
      let last: readonly RunOverview[] | undefined;
      while (!stop.aborted) {
        const runs = await readAll(folder, readers).catch(() => last);
        if (stop.aborted) break;
        if (runs !== undefined && !isSame(runs, last)) subscriber.next(runs);
        last = runs;
        await wait(pollMs, undefined, { signal: stop }).catch(() => undefined);
      }
    };
    void follow().then(() => subscriber.complete(), (error: unknown) => subscriber.error(error));
    return () => unsubscribed.abort();
  });
}

/**
 * Returns all runs inside a folder, at most two levels down, newest first.
 * @throws the system's error if the folder cannot be read
 */
export const readRuns = (folder: string): Promise<readonly RunOverview[]> => readAll(folder, new Map());

async function readAll(folder: string, readers: Map<string, OverviewReader>): Promise<readonly RunOverview[]> {
  const folders = await runFoldersIn(folder);
  for (const known of readers.keys()) if (!folders.includes(known)) readers.delete(known);
  const runs = await Promise.all(folders.map((path) => {
    const reader = readers.get(path) ?? new OverviewReader(path);
    readers.set(path, reader);
    return reader.read().catch((error: unknown) => unreadable(path, error));
  }));
  return runs.toSorted((one, other) => (other.begun ?? Infinity) - (one.begun ?? Infinity) || (one.folder < other.folder ? -1 : 1));
}

const unreadable = (folder: string, error: unknown): RunOverview => ({
  folder, run: null, paused: false, end: null, epoch: 0, best: null, secondsLeft: null, begun: null, newest: null,
  status: { folder, state: 'unreadable', code: codeOf(error) ?? null, message: reasonOf(error), gaveUp: false },
});

const isSame = (runs: readonly RunOverview[], last: readonly RunOverview[] | undefined): boolean =>
  last !== undefined && runs.length === last.length && runs.every((run, index) => run === last[index] || (isSameFailure(run.status, last[index]?.status)));

/** Returns whether a run still cannot be read, for the same reason: such an overview is made at each look. */
const isSameFailure = (status: RunStatus, last: RunStatus | undefined): boolean => status.state === 'unreadable' && last?.state === 'unreadable' && status.message === last.message;

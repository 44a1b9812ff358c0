import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { formatBytes, formatTimeLeft } from '../config/index.js';

/** An event of set-up: a message, or the progress of one task. */
export type SetupEvent =
  | { readonly kind: 'message'; readonly text: string }
  | {
      readonly kind: 'progress';
      /** The task, `downloading tensorflow-cpu 2.21.0`. */
      readonly what: string;
      /** Bytes done and in all; undefined for a task that is measured by time only. */
      readonly done?: number;
      readonly total?: number;
      /** Seconds since the task began. */
      readonly seconds: number;
    };
/** Called with each event of a set-up. */
export type SetupReport = (event: SetupEvent) => void;

/** Shortest time between two reports of one task, ms. */
const REPORT_MS = 100;

/** Returns a function that takes the bytes done, at any frequency, and reports them at a useful one. */
export function byteProgress(report: SetupReport, what: string, total: number, now: () => number = Date.now): (done: number) => void {
  const started = now();
  let reportedAt = -Infinity;
  return (done) => {
    if (now() - reportedAt < REPORT_MS && done < total) return;
    reportedAt = now();
    report({ kind: 'progress', what, done: Math.min(done, total), total, seconds: (reportedAt - started) / 1000 });
  };
}

/** Milliseconds between two polls. */
const POLL_MS = 500;

/** Waits for `work` and meanwhile calls `poll` with the seconds since it began. */
export async function pollDuring<Result>(work: Promise<Result>, poll: (seconds: number) => void | Promise<void>): Promise<Result> {
  const stop = new AbortController();
  const started = Date.now();
  const polling = (async () => {
    for await (const _ of setInterval(POLL_MS, undefined, { signal: stop.signal, ref: false })) await poll((Date.now() - started) / 1000);
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  try {
    return await work;
  } finally {
    stop.abort();
    await polling;
  }
}

/** Returns the bytes of all files under `folder`. The folder may change meanwhile. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Returns a task as the beginning of a line: `Compiling the binding with c++`. */
export const taskTitle = (what: string): string => what.charAt(0).toUpperCase() + what.slice(1);

/** Returns a progress event as one line: `Downloading tensorflow-cpu 2.21.0   38 %   104 MB of 274 MB   31 MB/s   6 s left`. */
export function describeProgress({ what, done, total, seconds }: Extract<SetupEvent, { kind: 'progress' }>): string {
  const title = taskTitle(what);
  if (done === undefined || total === undefined || total === 0) return `${title}   ${formatTimeLeft(seconds)}`;
  const perSecond = seconds > 0 ? done / seconds : 0;
  const left = perSecond > 0 ? `   ${formatTimeLeft((total - done) / perSecond)} left` : '';
  return `${title}   ${Math.floor((done / total) * 100)} %   ${formatBytes(done)} of ${formatBytes(total)}   ${formatBytes(perSecond)}/s${left}`;
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { inBytes, inTime } from './size.js';

/** What set-up says while it works: a line for people, or how far something is. */
export type SetupEvent =
  | { readonly kind: 'line'; readonly text: string }
  | {
      readonly kind: 'progress';
      /** What is done, `downloading tensorflow-cpu 2.21.0`. */
      readonly what: string;
      /** Bytes done and in all; undefined where only the time is known. */
      readonly done?: number;
      readonly total?: number;
      /** Since it began. */
      readonly seconds: number;
    };
export type SetupReport = (event: SetupEvent) => void;

/** Shortest time between two reports of one thing, ms. */
const TELL_MS = 100;

/** Gives a function that is told the bytes done, as often as is convenient, and reports them as often as is of use. */
export function meter(report: SetupReport, what: string, total: number, now: () => number = Date.now): (done: number) => void {
  const started = now();
  let toldAt = -Infinity;
  return (done) => {
    if (now() - toldAt < TELL_MS && done < total) return;
    toldAt = now();
    report({ kind: 'progress', what, done: Math.min(done, total), total, seconds: (toldAt - started) / 1000 });
  };
}

/** How often something is looked at that does not tell by itself. */
const LOOK_MS = 500;

/** Does `work` and tells `look` the time since it began, now and then, until it ends. */
export async function watched<Result>(work: Promise<Result>, look: (seconds: number) => void | Promise<void>): Promise<Result> {
  const stop = new AbortController();
  const started = Date.now();
  const watching = (async () => {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal: stop.signal, ref: false })) await look((Date.now() - started) / 1000);
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  try {
    return await work;
  } finally {
    stop.abort();
    await watching;
  }
}

/** Bytes of all files under `folder`, which may change while it is counted. */
export async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A progress event in one line: `Downloading tensorflow-cpu 2.21.0   38 %   104 MB of 274 MB   31 MB/s   6 s left`. */
export function progressLine({ what, done, total, seconds }: Extract<SetupEvent, { kind: 'progress' }>): string {
  const title = what.charAt(0).toUpperCase() + what.slice(1);
  if (done === undefined || total === undefined || total === 0) return `${title}   ${inTime(seconds)}`;
  const perSecond = seconds > 0 ? done / seconds : 0;
  const left = perSecond > 0 ? `   ${inTime((total - done) / perSecond)} left` : '';
  return `${title}   ${Math.floor((done / total) * 100)} %   ${inBytes(done)} of ${inBytes(total)}   ${inBytes(perSecond)}/s${left}`;
}

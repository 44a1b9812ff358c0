import type { Writable } from 'node:stream';
import { progressLine, type SetupReport } from './report.js';

/** Shortest time between two progress lines, ms: moving on a terminal, and now and then in a file. */
const TERMINAL_MS = 100;
const FILE_MS = 10_000;

/** Takes back the line that stands. */
const CLEAR = '\r\u001B[K';

/** Shows set-up to people: lines as they come; progress on one line that moves, or where `stream` is no terminal on a line now and then. */
export function showSetup(stream: Writable & { readonly isTTY?: boolean; readonly columns?: number }, now: () => number = Date.now): SetupReport {
  const terminal = stream.isTTY === true;
  let standing = false;
  let what = '';
  let shownAt = 0;
  return (event) => {
    if (event.kind === 'line') {
      stream.write(`${standing ? CLEAR : ''}${event.text}\n`);
      standing = false;
      what = '';
      return;
    }
    // In a file, work that is done within seconds needs no line of its own.
    if (event.what !== what) shownAt = terminal ? 0 : now();
    what = event.what;
    if (now() - shownAt < (terminal ? TERMINAL_MS : FILE_MS)) return;
    shownAt = now();
    const line = progressLine(event);
    stream.write(terminal ? `${CLEAR}${line.slice(0, (stream.columns ?? 80) - 1)}` : `${line}\n`);
    standing = terminal;
  };
}

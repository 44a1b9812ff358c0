import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { Errors } from '../errors.js';

const entry = fileURLToPath(import.meta.resolve('whisker/events')).replace(/events\/index\.js$/, 'cli/main.cjs');

/** Ends a frame of the dashboard: the terminal shows it in one piece. */
const FRAME_END = '\u001B[?2026l';

/** What a program cost that ran on a terminal. */
export interface Ran {
  /** Seconds of a processor, on all threads, over the stretch; null where /proc does not tell. */
  readonly processorSeconds: number | null;
  /** The same from the start of the process until its first frame was written whole; null too where none was. */
  readonly startSeconds: number | null;
  readonly wallSeconds: number;
  /** Bytes that it wrote to the terminal. */
  readonly bytes: number;
}

/** A processor's seconds are counted from then on, and up to then. */
export interface Stretch {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/**
 * Runs `whisker WORDS` on a pseudo-terminal of 80x24 that takes all that is written.
 * @param stretch the part of it that is measured, after which it is ended by force; the whole of it when null
 * @throws BenchFailed when it ends by itself with another code than 0, or before the stretch does
 */
export async function onTerminal(words: readonly string[], cwd: string, stretch: Stretch | null): Promise<Ran> {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  const terminal = spawn(process.execPath, [entry, ...words], {
    name: 'xterm-256color', cols: 80, rows: 24, cwd, env: { ...env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', COLORTERM: 'truecolor', TERM: 'xterm-256color' },
  });
  let [bytes, last] = [0, ''];
  let startSeconds: number | null = null;
  terminal.onData((data) => {
    bytes += Buffer.byteLength(data);
    // Codes come whole or in two; the second frame's does as well.
    if (data.includes(FRAME_END)) startSeconds ??= processorSecondsOf(terminal.pid);
    last = data;
  });
  const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  const fail = (code: number): never => {
    throw Errors.ended(`whisker ${words[0] ?? ''}`, code, last.trim());
  };
  const began = performance.now();
  if (stretch === null) {
    const code = await ended;
    if (code !== 0) fail(code);
    return { processorSeconds: null, startSeconds, wallSeconds: (performance.now() - began) / 1000, bytes };
  }
  await untilThen(ended, stretch.fromSeconds, fail);
  const [before, bytesBefore, since] = [processorSecondsOf(terminal.pid), bytes, performance.now()];
  await untilThen(ended, stretch.toSeconds - stretch.fromSeconds, fail);
  const after = processorSecondsOf(terminal.pid);
  const ran = { processorSeconds: before === null || after === null ? null : after - before, startSeconds, wallSeconds: (performance.now() - since) / 1000, bytes: bytes - bytesBefore };
  terminal.kill('SIGTERM');
  await ended;
  return ran;
}

async function untilThen(ended: Promise<number>, seconds: number, fail: (code: number) => never): Promise<void> {
  const time = new AbortController();
  const passed = new Promise<null>((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000, null);
    time.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const code = await Promise.race([ended, passed]);
  time.abort();
  if (code !== null) fail(code);
}

/** User and system time of a process and all its threads: values 12 and 13 after its name (proc_pid_stat(5)), in hundredths. */
function processorSecondsOf(pid: number): number | null {
  try {
    const values = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').pop()?.split(' ') ?? [];
    return (Number(values[11]) + Number(values[12])) / 100;
  } catch {
    return null;
  }
}

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { errors } from '../errors.js';
import type { Held } from './alternate.js';

const entry = fileURLToPath(import.meta.resolve('whisker/events')).replace(/events\/index\.js$/, 'cli/main.cjs');

/** Ends a frame of the dashboard: the terminal shows it in one piece. */
const FRAME_END = '\u001B[?2026l';

/** Not counted after a run was held: a dashboard that comes back draws its whole screen anew, as it would after Ctrl-Z. */
const SETTLE_SECONDS = 1;

/** What a program has cost until now. */
export interface Cost {
  /** Seconds of a processor, on all threads; null where /proc does not tell. */
  readonly processorSeconds: number | null;
  /** Bytes that it wrote to the terminal. */
  readonly bytes: number;
}

/** A `whisker WORDS` on a pseudo-terminal of 80x24 that takes all that is written. */
export interface Session extends Held {
  cost(): Cost;
  /** Seconds of a processor from its start until its first frame was written whole; null where none was, or cannot be told. */
  startSeconds(): number | null;
  /** @throws BenchFailed when it ends before */
  pass(seconds: number): Promise<void>;
  /** Holds it (SIGSTOP) until `stretch` lets it go on, or `kill`. */
  hold(): void;
  /** Resolves when it has ended by itself. @throws BenchFailed when that was with another code than 0 */
  end(): Promise<void>;
  /** Resolves when it has ended, by force. */
  kill(): Promise<void>;
}

export function openSession(words: readonly string[], cwd: string): Session {
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
    throw errors.ended(`whisker ${words[0] ?? ''}`, code, last.trim());
  };
  const pass = async (seconds: number): Promise<void> => {
    const time = new AbortController();
    const code = await Promise.race([ended, sleep(seconds * 1000, null, { signal: time.signal }).catch(() => null)]);
    time.abort();
    if (code !== null) fail(code);
  };
  return {
    cost: () => ({ processorSeconds: processorSecondsOf(terminal.pid), bytes }),
    startSeconds: () => startSeconds,
    pass,
    hold: () => process.kill(terminal.pid, 'SIGSTOP'),
    stretch: async (seconds) => {
      process.kill(terminal.pid, 'SIGCONT');
      await pass(SETTLE_SECONDS);
      const from = Date.now();
      await pass(seconds);
      process.kill(terminal.pid, 'SIGSTOP');
      return { from, to: Date.now() };
    },
    end: async () => {
      const code = await ended;
      if (code !== 0) fail(code);
    },
    kill: async () => {
      terminal.kill('SIGKILL');
      await ended;
    },
  };
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

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { errors } from '../errors.js';
import type { StoppedRun } from './alternate.js';

const entry = fileURLToPath(import.meta.resolve('#dist/cli/main.cjs'));

/** The end of a frame of the dashboard. */
const FRAME_END = '\u001B[?2026l';

/** Seconds after a stop that are not measured: a dashboard that continues redraws its whole screen, as after Ctrl-Z. */
const RESUME_SECONDS = 1;

/** The costs of a program so far. */
export interface Cost {
  /** Seconds of processor time of all threads; null without /proc. */
  readonly processorSeconds: number | null;
  /** Bytes written to the terminal. */
  readonly bytes: number;
}

/** `whisker WORDS` on a pseudo-terminal of 80x24. */
export interface Session extends StoppedRun {
  cost(): Cost;
  /** Seconds of processor time until the first whole frame; null without a frame or without /proc. */
  startSeconds(): number | null;
  /** Waits. @throws BenchFailed when the program ends before */
  pass(seconds: number): Promise<void>;
  /** Stops the program (SIGSTOP) until `runFor` continues it. */
  stop(): void;
  /** Waits for the end. @throws BenchFailed on any exit code but 0 */
  end(): Promise<void>;
  /** Kills the program and waits for its end. */
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
    // A code can arrive in two parts. The end of the second frame then counts.
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
    stop: () => process.kill(terminal.pid, 'SIGSTOP'),
    runFor: async (seconds) => {
      process.kill(terminal.pid, 'SIGCONT');
      await pass(RESUME_SECONDS);
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

/** Returns user and system time of a process and all its threads: values 12 and 13 after its name (proc_pid_stat(5)), in hundredths. */
function processorSecondsOf(pid: number): number | null {
  try {
    const values = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').pop()?.split(' ') ?? [];
    return (Number(values[11]) + Number(values[12])) / 100;
  } catch {
    return null;
  }
}

import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { spawn, type IPty } from '@lydell/node-pty';
import { expect } from 'vitest';
import { VirtualTerminal } from './virtual-terminal.js';

const entry = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

export interface SessionOptions {
  readonly columns: number;
  readonly rows: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program on a pseudo-terminal, and what a person sees of it. */
export class Session {
  readonly screen: VirtualTerminal;
  /** How it ended. */
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number }>;
  /** Everything that it wrote. */
  written = '';
  /** The first thing that it wrote and no dashboard may write. */
  violation: unknown;
  readonly #pty: IPty;

  constructor(file: string, args: readonly string[], { columns, rows, cwd, env }: SessionOptions) {
    this.screen = new VirtualTerminal(columns, rows);
    const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, NODE_ENV: ____, ...inherited } = process.env;
    this.#pty = spawn(file, [...args], {
      name: 'xterm-256color', cols: columns, rows, cwd: cwd ?? process.cwd(),
      env: { ...inherited, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', COLORTERM: 'truecolor', TERM: 'xterm-256color', ...env },
    });
    this.#pty.onData((data) => {
      this.written += data;
      try {
        this.screen.write(data);
      } catch (error) {
        this.violation ??= error;
      }
    });
    waitForLastBytes(this.#pty);
    this.ended = new Promise((resolve) => this.#pty.onExit(({ exitCode, signal }) => resolve({ exitCode, signal: signal ?? 0 })));
  }

  get pid(): number {
    return this.#pty.pid;
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Stops taking bytes, as a terminal does after Ctrl-S or behind a hung connection, until `resume`. */
  stall(): void {
    this.#pty.pause();
  }

  resume(): void {
    this.#pty.resume();
  }

  resize(columns: number, rows: number): void {
    this.screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Waits until the screen passes `isSo`. @throws after a minute, or when the program writes what no dashboard may write */
  async until(isSo: (screen: VirtualTerminal) => boolean | Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      if (this.violation !== undefined) throw this.violation;
      if (await isSo(this.screen)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`waited in vain for ${what}. The screen:\n${this.screen.text}`);
  }

  /** Waits until the screen shows a text. */
  sees(text: string | RegExp): Promise<void> {
    return this.until((screen) => (typeof text === 'string' ? screen.text.includes(text) : text.test(screen.text)), String(text));
  }

  /** Kills the program if it still runs. */
  end(): void {
    try {
      this.#pty.kill('SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/**
 * node-pty closes the terminal 200 ms after the program ends, with whatever it has not read by then. A busy machine needs longer: the
 * terminal reports its own end, and only one that a child holds open is closed after 5 s.
 */
function waitForLastBytes(pty: IPty): void {
  if (!('_socket' in pty) || !(pty._socket instanceof Socket)) throw new Error('node-pty no longer keeps its socket in _socket');
  const socket = pty._socket;
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error) => {
    if (error !== undefined || socket.readableEnded) return destroy(error);
    setTimeout(destroy, 5000).unref();
    return socket;
  };
}

const sessions: Session[] = [];

/** Returns the session, which `endSessions` ends. */
export const endedLater = (session: Session): Session => {
  sessions.push(session);
  return session;
};

export const endSessions = (): void => sessions.splice(0).forEach((session) => session.end());

/** Starts `whisker WORDS` on a terminal. */
export const whiskerOn = (words: readonly string[], options: SessionOptions): Session => new Session(process.execPath, [entry, ...words], options);

/** Expects that the terminal is as it was before. */
export function expectRestored({ screen, written, violation }: Session): void {
  expect(violation).toBeUndefined();
  expect({ alternate: screen.isAlternate, cursor: screen.cursorShown, mouse: [...screen.mouse] }).toEqual({ alternate: false, cursor: true, mouse: [] });
  // The alternate screen is left as often as it was entered.
  const count = (code: string) => written.split(code).length - 1;
  expect(count('\u001B[?1049l')).toBe(count('\u001B[?1049h'));
}

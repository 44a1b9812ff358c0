import { fileURLToPath } from 'node:url';
import { spawn, type IPty } from '@lydell/node-pty';
import { VirtualTerminal } from './virtual-terminal.js';

const entry = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

export interface SessionOptions {
  readonly columns: number;
  readonly rows: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program on a pseudo-terminal, and what a person would see of it. */
export class Session {
  readonly screen: VirtualTerminal;
  /** How it ended. */
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number }>;
  /** All that it wrote. */
  written = '';
  #trouble: unknown;
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
        this.#trouble ??= error;
      }
    });
    this.ended = new Promise((resolve) => this.#pty.onExit(({ exitCode, signal }) => resolve({ exitCode, signal: signal ?? 0 })));
  }

  get pid(): number {
    return this.#pty.pid;
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** The terminal takes no bytes any more, as after Ctrl-S or behind a connection that hangs; and takes them again. */
  stall(): void {
    this.#pty.pause();
  }

  goOn(): void {
    this.#pty.resume();
  }

  resize(columns: number, rows: number): void {
    this.screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Waits until the screen is as asked for, its frame whole. @throws what the program wrote that no dashboard may write, or the screen as it is after 30 s */
  async until(isSo: (screen: VirtualTerminal) => boolean | Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      if (this.#trouble !== undefined) throw this.#trouble;
      if (await isSo(this.screen)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never came: ${what}. The screen:\n${this.screen.text}`);
  }

  /** Waits for a text on the screen. */
  sees(text: string | RegExp): Promise<void> {
    return this.until((screen) => (typeof text === 'string' ? screen.text.includes(text) : text.test(screen.text)), String(text));
  }

  /** Ends what is left of it. */
  end(): void {
    try {
      this.#pty.kill('SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** `whisker WORDS` on a terminal. */
export const whiskerOn = (words: readonly string[], options: SessionOptions): Session => new Session(process.execPath, [entry, ...words], options);

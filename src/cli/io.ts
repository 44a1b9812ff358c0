import type { Writable } from 'node:stream';
import { printable } from '../config/index.js';

/** The shape of a stream's output, as Node's terminals have it. Lines can be rewritten where `isTTY`. */
export interface StreamShape {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Returns the size of a terminal. Some report 0 x 0 because nothing has set it: then the usual 80 x 24. */
export const sizeOf = ({ columns = 0, rows = 0 }: StreamShape): { readonly columns: number; readonly rows: number } =>
  ({ columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 });

/** A stream for text. */
export type TextStream = Writable & StreamShape;

/** An interactive terminal: it shows a screen and reports keys. */
export interface CommandTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Does what Ctrl-C does. For a terminal in raw mode, where Ctrl-C is a key. */
  readonly interrupt: () => void;
}

/** The hangup of the terminal that a command was started in. */
export interface Hangup {
  /** Aborts when the terminal is gone. Output to it is lost from then on. */
  readonly signal: AbortSignal;
  /** Lets the command continue without its terminal. Otherwise it ends as with Ctrl-C. */
  ignore(): void;
}

/** The parts of the process that a command may use. */
export interface CommandIo {
  /** The command's result. With `--json`, JSON and nothing else. */
  readonly out: TextStream;
  /** Everything else for people: warnings, errors, and with `--json` progress. */
  readonly err: TextStream;
  /** Aborts with the first Ctrl-C. The command then saves its work and ends with 130. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  /** Absent when the process does not report hangups. */
  readonly hangup?: Hangup;
  /** Writes codes to the terminal of the output, as they are. Absent where neither the output nor the messages go to one. */
  readonly ring?: (codes: string) => void;
  /** Present when input and output are both a terminal, and not in CI. */
  readonly terminal?: CommandTerminal;
}

/** Exit code: 0 done, 1 the work failed, 3 the watched run is dead, 130 interrupted. (2, a wrong command, is thrown as WrongCommand.) */
export type ExitCode = 0 | 1 | 3 | 130;

/** Returns the stream for messages to people: the terminal, but never a file or a pipe that takes the result. */
export const messageStream = (io: CommandIo, json: boolean): TextStream => (json || io.out.isTTY !== true ? io.err : io.out);

/** Writes a message as one line, with the control characters of names and paths escaped. */
export const writeLine = (stream: TextStream, text: string): void => void stream.write(`${printable(text)}\n`);

import type { Writable } from 'node:stream';

/** A stream that words are written to; `isTTY`, `columns` and `rows` as Node's own terminals have them. */
export type TextStream = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** A terminal that can be drawn on and read from key by key. */
export interface CommandTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** What Ctrl-C does, where the terminal hands it over as a key. */
  readonly interrupt: () => void;
}

/** The terminal that a command was started in, which may go away before it ends. */
export interface Hangup {
  /** Aborted when it has gone. What is written to it then is lost. */
  readonly signal: AbortSignal;
  /** The command goes on without it. Else it ends as on Ctrl-C. */
  ignore(): void;
}

/** All that a command may touch of the process that it runs in. */
export interface CommandIo {
  /** What the command was asked to tell. With `--json`, that and nothing else. */
  readonly out: TextStream;
  /** Everything else for people: progress with `--json`, warnings, errors. */
  readonly err: TextStream;
  /** Aborted by the first Ctrl-C: the command saves what it can and ends with 130. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  /** Absent where nothing tells of it. */
  readonly hangup?: Hangup;
  /** Where a person sits at both ends; absent where either is a file or a pipe, and in CI. */
  readonly terminal?: CommandTerminal;
}

/** How a command ended: 0 done, 1 the work failed, 130 interrupted. (2, the command was wrong, is thrown as WrongCommand.) */
export type ExitCode = 0 | 1 | 130;

/** Where words for people go that are not what was asked for: to the terminal, not into a file or a pipe that wants results. */
export const peopleOf = (io: CommandIo, json: boolean): TextStream => (json || io.out.isTTY !== true ? io.err : io.out);

/** Whether a stream's line can be written over, and how long it is: 80 where the terminal does not tell. */
export const shapeOf = (stream: TextStream): { readonly tty: boolean; readonly columns: number } => ({ tty: stream.isTTY === true, columns: stream.columns ?? 80 });

import type { Progress } from '../config/index.js';
import { progressInWords } from './format.js';
import { shapeOf, type TextStream } from './io.js';

/** Shortest time between two progress lines, ms: moving on a terminal, and now and then in a file. */
const TTY_MS = 100;
const FILE_MS = 10_000;

/** Takes back the progress line that stands. */
const CLEAR = '\r\u001B[K';

export interface MovingLineOptions {
  /** What is done, before the numbers. @default nothing */
  readonly what?: string;
  /** Milliseconds of a clock that is never put back. */
  readonly now?: () => number;
}

/** Progress of work that is no run: one line that moves on a terminal, or in a file a line now and then. */
export function movingLine(stream: TextStream, { what = '', now = () => performance.now() }: MovingLineOptions = {}): { readonly show: (progress: Progress) => void; readonly clear: () => void } {
  const { tty, columns } = shapeOf(stream);
  const every = tty ? TTY_MS : FILE_MS;
  let shownAt = now();
  let standing = false;
  return {
    show: (progress) => {
      if (now() - shownAt < every) return;
      shownAt = now();
      const line = `${what}${progressInWords(progress)}`;
      stream.write(tty ? `${CLEAR}${line.slice(0, columns - 1)}` : `${line}\n`);
      standing = tty;
    },
    clear: () => {
      if (standing) stream.write(CLEAR);
      standing = false;
    },
  };
}

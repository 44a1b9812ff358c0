import type { TextStream } from './io.js';

/** Lines that stand under everything else that a terminal shows, until they are taken away or others take their place. */
export interface StatusLine {
  /** @param lines cut at the terminal's edge; where it is not high enough for all of them, the last alone stands */
  show(lines: readonly string[]): void;
  clear(): void;
}

/** What is deleted: from the beginning of the line that the cursor is on to the end of the screen. */
const CLEAR = '\r\u001B[J';
const up = (lines: number): string => (lines > 0 ? `\u001B[${lines}A` : '');

/** Makes a foot for a terminal. Whatever else is written there needs a `clear` before. */
export function createStatusLine(stream: TextStream): StatusLine {
  let standing = 0;
  const taken = (): string => (standing === 0 ? '' : `${up(standing - 1)}${CLEAR}`);
  return {
    show(lines) {
      const { columns = 80, rows = 24 } = stream;
      // What has gone out at the top could not be taken back.
      const shown = (lines.length < rows ? lines : lines.slice(-1)).map((line) => line.slice(0, columns - 1));
      stream.write(`${taken()}${shown.join('\n')}`);
      standing = shown.length;
    },
    clear() {
      if (standing > 0) stream.write(taken());
      standing = 0;
    },
  };
}

import type { TextStream } from './io.js';

/** Lines at the bottom of a terminal that are replaced in place. */
export interface StatusLine {
  /** @param lines cut at the terminal's edge; a terminal too low for all of them shows the last one */
  show(lines: readonly string[]): void;
  clear(): void;
}

/** Deletes from the start of the cursor's line to the end of the screen. */
const CLEAR = '\r\u001B[J';
const up = (lines: number): string => (lines > 0 ? `\u001B[${lines}A` : '');

/** Creates the status line of a terminal. Call `clear` before anything else is written there. */
export function createStatusLine(stream: TextStream): StatusLine {
  let height = 0;
  const clear = (): string => (height === 0 ? '' : `${up(height - 1)}${CLEAR}`);
  return {
    show(lines) {
      const { columns = 80, rows = 24 } = stream;
      // Lines that scroll out at the top cannot be deleted.
      const shown = (lines.length < rows ? lines : lines.slice(-1)).map((line) => line.slice(0, columns - 1));
      stream.write(`${clear()}${shown.join('\n')}`);
      height = shown.length;
    },
    clear() {
      if (height > 0) stream.write(clear());
      height = 0;
    },
  };
}

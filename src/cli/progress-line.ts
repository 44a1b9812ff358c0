/** Shortest time between two progress lines, ms: in a terminal, where the line is rewritten, and in a file. */
const TERMINAL_MS = 100;
const FILE_MS = 10_000;

/** Moves the cursor to the start of the line and erases it. */
const CLEAR = '\r\u001B[K';

export interface ProgressLineOptions {
  /** Whether a line can be rewritten. */
  readonly tty: boolean;
  /** Characters in a line. Longer text is cut. */
  readonly columns: number;
}

/** A line of progress: in a terminal it is rewritten in place, in a file it is printed now and then. All times are ms of one clock. */
export class ProgressLine {
  #shownAt = -Infinity;
  #isShown = false;

  constructor(private readonly options: ProgressLineOptions, private readonly write: (text: string) => void) {}

  /** Makes the next line wait as if one had been shown at `time`. */
  waitFrom(time: number): void {
    this.#shownAt = time;
  }

  /** Shows a line, unless the last one is too recent. */
  show(text: () => string, time: number): void {
    const { tty, columns } = this.options;
    if (time - this.#shownAt < (tty ? TERMINAL_MS : FILE_MS)) return;
    this.#shownAt = time;
    this.write(tty ? `${CLEAR}${text().slice(0, columns - 1)}` : `${text()}\n`);
    this.#isShown = tty;
  }

  /** Removes the line from the terminal. */
  clear(): void {
    if (this.#isShown) this.write(CLEAR);
    this.#isShown = false;
  }

  /** Prints a line that stays, in place of the progress. */
  print(text: string): void {
    this.write(`${this.#isShown ? CLEAR : ''}${text}\n`);
    this.#isShown = false;
  }
}

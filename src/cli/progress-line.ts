import { printable } from '../config/index.js';
import { sizeOf, type StreamShape } from './io.js';

/** Shortest time between two progress lines, ms: in a terminal, where the line is rewritten, and in a file. */
const TERMINAL_MS = 100;
const FILE_MS = 10_000;

/** Erases the cursor's line. */
const CLEAR_LINE = '\r\u001B[K';
/** Erases `lines` lines, the last of which has the cursor. */
const clearLines = (lines: number): string => `\u001B[${lines - 1}A\r\u001B[J`;

/** Progress below all other output: rewritten in place in a terminal, printed now and then in a file. All times are ms of one clock. */
export class ProgressLine {
  #shownAt = -Infinity;
  /** Lines on the terminal. */
  #height = 0;

  constructor(private readonly shape: StreamShape, private readonly write: (text: string) => void) {}

  /** Makes the next line wait as if one had been shown at `time`. */
  waitFrom(time: number): void {
    this.#shownAt = time;
  }

  /** Shows a line, unless the last one is too recent. @param text returns the line for so many characters */
  show(text: (width: number) => string, time: number): void {
    const { isTTY = false } = this.shape;
    const { columns } = sizeOf(this.shape);
    if (time - this.#shownAt < (isTTY ? TERMINAL_MS : FILE_MS)) return;
    this.#shownAt = time;
    if (isTTY) this.replace([text(columns - 1)]);
    else this.write(`${printable(text(columns))}\n`);
  }

  /** Shows lines in a terminal at once. They are cut at its edge; if it is too low for all of them, it shows the last one. */
  replace(lines: readonly string[]): void {
    const { columns, rows } = sizeOf(this.shape);
    // Lines that scroll out at the top could not be erased.
    const shown = (lines.length < rows ? lines : lines.slice(-1)).map((line) => printable(line).slice(0, columns - 1));
    this.write(`${this.#erasure()}${shown.join('\n')}`);
    this.#height = shown.length;
  }

  /** Removes the lines from the terminal. */
  clear(): void {
    if (this.#height > 0) this.write(this.#erasure());
    this.#height = 0;
  }

  /** Prints a line that stays, in place of the progress. */
  print(text: string): void {
    this.write(`${this.#height > 0 ? this.#erasure() : ''}${text}\n`);
    this.#height = 0;
  }

  #erasure(): string {
    return this.#height > 1 ? clearLines(this.#height) : CLEAR_LINE;
  }
}

import type { MeasuredSetting } from '../../pipeline/index.js';
import { sizeOf, type TextStream } from '../io.js';
import { ProgressLine } from '../progress-line.js';
import { liveLines } from './show.js';

/** Shows a search while it runs. With `quiet` it shows nothing. */
export class TuneDisplay {
  readonly #progress: ProgressLine;

  constructor(private readonly stream: TextStream, private readonly quiet: boolean, private readonly ascii = false) {
    this.#progress = new ProgressLine(stream, (text) => void stream.write(text));
  }

  /** Prints a line that stays. */
  print(text: string): void {
    if (!this.quiet) this.#progress.print(text);
  }

  /** Shows the work under way below the printed lines, with a chart of what is compared. In a file it shows nothing. */
  status(compared: readonly MeasuredSetting[], text: string): void {
    if (this.stream.isTTY && !this.quiet) this.#progress.replace(liveLines(compared, text, sizeOf(this.stream).columns, this.ascii));
  }

  clear(): void {
    this.#progress.clear();
  }
}

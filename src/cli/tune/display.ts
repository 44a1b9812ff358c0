import type { Measurement } from '../../pipeline/index.js';
import { shapeOf, type TextStream } from '../io.js';
import { ProgressLine } from '../progress-line.js';
import { liveLines } from './show.js';

/** Shows a search while it runs. */
export interface TuneDisplay {
  /** Prints a line that stays. */
  print(text: string): void;
  /** Shows the work under way below the printed lines, with a chart of the measurements. In a file it shows nothing. */
  status(measurements: readonly Measurement[], text: string): void;
  clear(): void;
}

export function tuneDisplay(stream: TextStream, quiet: boolean): TuneDisplay {
  const progress = new ProgressLine(() => shapeOf(stream), (text) => void stream.write(text));
  return {
    print(text) {
      if (!quiet) progress.print(text);
    },
    status(measurements, text) {
      const { tty, columns } = shapeOf(stream);
      if (tty && !quiet) progress.replace(liveLines(measurements, text, columns));
    },
    clear: () => progress.clear(),
  };
}

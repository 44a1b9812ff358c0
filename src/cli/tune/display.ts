import type { Measurement } from '../../pipeline/index.js';
import { shapeOf, type TextStream } from '../io.js';
import { createStatusLine } from '../status-line.js';
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
  const { tty } = shapeOf(stream);
  const statusLine = tty && !quiet ? createStatusLine(stream) : null;
  const clear = (): void => statusLine?.clear();
  return {
    print(text) {
      clear();
      if (!quiet) stream.write(`${text}\n`);
    },
    status: (measurements, text) => statusLine?.show(liveLines(measurements, text, shapeOf(stream).columns)),
    clear,
  };
}

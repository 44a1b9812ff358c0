import { describeProgress, type SetupReport } from '../setup/index.js';
import type { TextStream } from './io.js';
import { ProgressLine } from './progress-line.js';

/** Returns a report that prints the messages of set-up, and its progress on one line. */
export function showSetup(stream: TextStream, now: () => number = Date.now): SetupReport {
  const line = new ProgressLine(stream, (text) => void stream.write(text));
  let task = '';
  return (event) => {
    if (event.kind === 'message') {
      task = '';
      line.print(event.text);
      return;
    }
    // In a file, a task of a few seconds needs no line.
    if (event.what !== task) line.waitFrom(stream.isTTY ? -Infinity : now());
    task = event.what;
    line.show(() => describeProgress(event), now());
  };
}

import { printable } from '../config/index.js';
import { describeProgress, taskTitle, type SetupReport } from '../setup/index.js';
import type { TextStream } from './io.js';
import { ProgressLine } from './progress-line.js';

/** Returns a report that prints the messages of set-up, and its progress on one line. */
export function showSetup(stream: TextStream, now: () => number = Date.now): SetupReport {
  const line = new ProgressLine(stream, (text) => void stream.write(text));
  let task = '';
  return (event) => {
    if (event.kind === 'message') {
      task = '';
      line.print(printable(event.text));
      return;
    }
    const begins = event.what !== task;
    task = event.what;
    if (!stream.isTTY && event.done === undefined) {
      // In a file, the seconds of a task without a known size tell nothing: the next message shows that it is done.
      if (begins) line.print(taskTitle(event.what));
      return;
    }
    // In a file, a task of a few seconds needs no line.
    if (begins) line.waitFrom(stream.isTTY ? -Infinity : now());
    line.show(() => describeProgress(event), now());
  };
}

import { peek, type EventHead } from './peek.js';
import { scanLines, type ReadableFile } from './scan.js';

/** All steps and epochs up to this number are in a thinned log. */
const FIRST = 2048;

/** A best epoch is in a thinned log if no better one follows within this many bytes. */
export const BEST_BYTES = 524_288;

/** A line of a log, and its first byte in the file. */
interface LogLine {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads the log `file` up to byte `to` and returns some of its lines, in order. They are enough for the curves of the whole
 * run: about 1,000 steps and epochs of each doubling of their number, every best epoch that stood for a while, and all rare
 * events.
 *
 * @param to end of a line
 */
export async function readThinnedLines(file: ReadableFile, to: number): Promise<readonly Uint8Array[]> {
  const lines: LogLine[] = [];
  let best: LogLine | undefined;
  await scanLines(file, 0, to, (buffer, start, end, at) => {
    const line = (): LogLine => ({ at, bytes: Buffer.from(buffer.subarray(start, end)) });
    if (best !== undefined && at - best.at > BEST_BYTES) {
      lines.push(best);
      best = undefined;
    }
    const head = peek(buffer, start, end);
    if (head === undefined || isIncluded(head)) lines.push(line());
    else if (head.type === 'epoch' && isBest(buffer.subarray(start, end))) best = line();
  });
  if (best !== undefined) lines.push(best);
  return lines.sort((a, b) => a.at - b.at).map(({ bytes }) => bytes);
}

function isIncluded({ type, seq, epoch, step }: EventHead): boolean {
  switch (type) {
    case 'step':
      return isInSample(step);
    case 'epoch':
      return isInSample(epoch);
    // Frequent, and useful mostly while they are new.
    case 'pipeline':
    case 'machine-use':
    case 'checkpoint':
    case 'evaluating':
      return isInSample(seq);
    default:
      return true;
  }
}

/** Returns true for every number up to 2048, every second up to 4096, every fourth up to 8192, and so on; also for NaN. */
function isInSample(number: number): boolean {
  if (!(number >= FIRST)) return true;
  return number % 2 ** Math.floor(Math.log2(number / (FIRST / 2))) === 0;
}

const isBest = (epoch: Uint8Array): boolean => Buffer.from(epoch.buffer, epoch.byteOffset, epoch.byteLength).includes('"best":true');

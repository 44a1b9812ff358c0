import { readFile } from 'node:fs/promises';
import { BEST_BYTES, Landmarks, type LogLine } from './landmarks.js';
import { peek } from './peek.js';
import { scanLines, type Readable } from './scan.js';

/**
 * `events.index` beside a log: its landmarks, each as the byte that it begins at, a space and the line. It is a help to
 * readers who come late; the log alone is enough, and an index that does not fit it is passed over.
 */
export const indexPathOf = (log: string): string => `${log.replace(/\.jsonl$/, '')}.index`;

/** A landmark as it stands in an index. */
export const indexLine = ({ at, bytes }: LogLine): Uint8Array => Buffer.concat([Buffer.from(`${at} `), bytes, Buffer.from('\n')]);

/** Lines of an index that are held against the log. */
const PROBES = 5;

/**
 * The landmarks of the log `file` up to byte `to`, in its order: out of the index where there is one that fits, else out of
 * the log itself.
 *
 * @param index the index's path
 * @param to where a line of the log ends
 * @returns also what chooses those that come after `to`, and the best epoch that may yet become one
 */
export async function landmarksOf(file: Readable, index: string, to: number): Promise<{ readonly lines: readonly LogLine[]; readonly landmarks: Landmarks }> {
  const known = (await readIndex(index, file)).filter(({ at, bytes }) => at + bytes.length < to);
  // What was decided about the last of them may have been decided behind it.
  const sure = (known.at(-1)?.at ?? 0) - BEST_BYTES;
  const lines = known.filter(({ at }) => at <= sure);
  const last = lines.at(-1);
  const landmarks = new Landmarks();
  await scanLines(file, last === undefined ? 0 : last.at + last.bytes.length + 1, to, (buffer, start, end, at) => {
    const head = peek(buffer, start, end);
    const bytes = () => Buffer.from(buffer.subarray(start, end));
    if (head === undefined) lines.push({ at, bytes: bytes() });
    else lines.push(...landmarks.take(head, at, bytes));
  });
  return { lines: lines.sort((a, b) => a.at - b.at), landmarks };
}

/** The lines of an index, in the log's order; none where they are not the log's. */
async function readIndex(path: string, file: Readable): Promise<readonly LogLine[]> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const lines: LogLine[] = [];
  for (let start = 0, end = bytes.indexOf(10); end !== -1; start = end + 1, end = bytes.indexOf(10, start)) {
    const space = bytes.indexOf(32, start);
    const at = Number(bytes.toString('latin1', start, space));
    if (space > start && space < end && Number.isSafeInteger(at)) lines.push({ at, bytes: bytes.subarray(space + 1, end) });
  }
  lines.sort((a, b) => a.at - b.at);
  if (lines[0]?.at !== 0) return [];
  const probes = Array.from({ length: PROBES }, (_, number) => lines[Math.floor(((lines.length - 1) * number) / (PROBES - 1))]);
  for (const probe of probes) if (probe !== undefined && !(await stands(probe, file))) return [];
  return lines;
}

/** Whether a line stands in the log where it is said to. */
async function stands({ at, bytes }: LogLine, file: Readable): Promise<boolean> {
  const there = Buffer.alloc(bytes.length + 1);
  const { bytesRead } = await file.read(there, 0, there.length, at);
  return bytesRead === there.length && there[bytes.length] === 10 && there.subarray(0, bytes.length).equals(bytes);
}

import type { FileHandle } from 'node:fs/promises';

/** Bytes per read. */
const CHUNK_BYTES = 65_536;
const NEWLINE = 10;

/** A whole line without its newline, and the byte after that newline. */
export interface WholeLine {
  readonly text: string;
  readonly end: number;
}

/** Yields the whole lines of a file from the last to the first. Text after the last newline is left out. */
export async function* linesBackwards(file: FileHandle): AsyncGenerator<WholeLine, void, undefined> {
  const { size } = await file.stat();
  /** The bytes from `start` to the line that was yielded last. */
  let rest = Buffer.alloc(0);
  let foundEnd = false;
  for (let start = size; start > 0; ) {
    const from = Math.max(0, start - CHUNK_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(start - from), 0, start - from, from);
    rest = Buffer.concat([buffer.subarray(0, bytesRead), rest]);
    start = from;
    if (!foundEnd) {
      rest = rest.subarray(0, rest.lastIndexOf(NEWLINE) + 1);
      foundEnd = rest.length > 0;
    }
    // The first line in `rest` may begin before `start`.
    for (let before = rest.lastIndexOf(NEWLINE, -2); before !== -1 && rest.length > 1; before = rest.lastIndexOf(NEWLINE, -2)) {
      yield { text: rest.toString('utf8', before + 1, rest.length - 1), end: start + rest.length };
      rest = rest.subarray(0, before + 1);
    }
  }
  if (rest.length > 0) yield { text: rest.toString('utf8', 0, rest.length - 1), end: rest.length };
}

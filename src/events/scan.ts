/** What is read of an open file (Node's FileHandle has it). */
export interface Readable {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

/** Bytes read at a time. */
const CHUNK_BYTES = 4_194_304;
const NEWLINE = 10;

/**
 * The whole lines of a file from byte `from` to byte `to`, one after the other, without the ends of line. What follows the
 * last end of line is left out.
 *
 * @param onLine told where in `bytes` the line stands, and the byte of the file that it begins at. `bytes` is written over
 *   after it returns.
 * @returns the byte behind the last whole line
 */
export async function scanLines(
  file: Readable, from: number, to: number, onLine: (bytes: Uint8Array, start: number, end: number, at: number) => void,
): Promise<number> {
  let buffer = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(0, to - from)));
  /** The byte that the buffer's first stands at, and how many of its own are filled. */
  let base = from;
  let filled = 0;
  while (base + filled < to) {
    // A line that is longer than the buffer.
    if (filled === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)]);
    const { bytesRead } = await file.read(buffer, filled, Math.min(buffer.length - filled, to - base - filled), base + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
    const bytes = buffer.subarray(0, filled);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      onLine(buffer, start, end, base + start);
      start = end + 1;
    }
    buffer.copyWithin(0, start, filled);
    base += start;
    filled -= start;
  }
  return base;
}

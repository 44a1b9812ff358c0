/** The part of a file handle that a scan uses. Node's FileHandle fits. */
export interface ReadableFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

/** Bytes per read. */
const CHUNK_BYTES = 4_194_304;
const NEWLINE = 10;

/**
 * Calls `onLine` for each whole line of a file between two bytes. Text after the last newline is left out.
 *
 * @param onLine gets the buffer, where the line starts and ends in it (without its newline), and the line's first byte in the
 *   file. The buffer is overwritten after the call.
 * @returns the byte after the last whole line
 */
export async function scanLines(
  file: ReadableFile, from: number, to: number, onLine: (bytes: Uint8Array, start: number, end: number, at: number) => void,
): Promise<number> {
  let buffer = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(0, to - from)));
  /** File position of the buffer's first byte, and how many bytes of the buffer are filled. */
  let base = from;
  let filled = 0;
  while (base + filled < to) {
    // A line can be longer than the buffer.
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

const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const isApplication = (type: number): boolean => (type & 0xf0) === 0xe0;

/** A part of a JPEG, from its marker to the next one. */
interface Segment {
  readonly type: number;
  /** First byte of the marker. */
  readonly at: number;
  /** First byte of the next marker. */
  readonly end: number;
}

/** Yields the segments before the first scan (ITU-T T.81, B.1.1), until it meets something that is not a segment. */
export function* segmentsOf(bytes: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === MARKER && bytes[at + 1] !== START_OF_SCAN) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    yield { type: bytes[at + 1], at, end };
    at = end;
  }
}

/**
 * Returns a JPEG without its application segments and comments: the same data for the decoder, but no version, colours, profile or
 * camera. What follows the last segment that can be read is left as it is.
 */
export function withoutMetadata(bytes: Buffer): Buffer {
  const parts = [bytes.subarray(0, 2)];
  let read = 2;
  for (const { type, at, end } of segmentsOf(bytes)) {
    if (!isApplication(type) && type !== COMMENT) parts.push(bytes.subarray(at, end));
    read = end;
  }
  return Buffer.concat([...parts, bytes.subarray(read)]);
}

const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const isApplication = (type: number): boolean => (type & 0xf0) === 0xe0;

/** A piece of a JPEG from its marker to the next one. */
interface Segment {
  readonly type: number;
  /** First byte of the marker, and of the next. */
  readonly at: number;
  readonly end: number;
}

/** The segments before the first scan (ITU-T T.81, B.1.1), as far as they can be walked through. */
export function* segmentsOf(bytes: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === MARKER && bytes[at + 1] !== START_OF_SCAN) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    yield { type: bytes[at + 1], at, end };
    at = end;
  }
}

/**
 * A JPEG without its application segments and comments: the same data for the decoder, with nothing said about versions,
 * colours, profiles or the camera. What cannot be walked through is left as it is.
 */
export function withoutMetadata(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let walked = 2;
  for (const { type, at, end } of segmentsOf(bytes)) {
    if (!isApplication(type) && type !== COMMENT) kept.push(bytes.subarray(at, end));
    walked = end;
  }
  return Buffer.concat([...kept, bytes.subarray(walked)]);
}

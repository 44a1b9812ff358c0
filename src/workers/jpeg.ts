const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const isApplication = (type: number): boolean => (type & 0xf0) === 0xe0;

/**
 * A JPEG without its application segments and comments (ITU-T T.81, B.1.1): the same data for the decoder, with nothing
 * said about versions, colours, profiles or the camera. What cannot be walked through is left as it is.
 */
export function withoutMetadata(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === MARKER && bytes[at + 1] !== START_OF_SCAN) {
    const type = bytes[at + 1];
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (!isApplication(type) && type !== COMMENT) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const COMMENT = 0xfe;
const isApplication = (type: number): boolean => (type & 0xf0) === 0xe0;
/** Markers without a length and contents: TEM and the restarts. */
const isBare = (type: number): boolean => type === 0x01 || (type & 0xf8) === 0xd0;

/** A part of a JPEG before its first scan (ITU-T T.81, B.1.1). */
export interface Segment {
  readonly type: number;
  /** First byte of the marker. */
  readonly at: number;
  /** Byte after the contents. */
  readonly end: number;
}

/** What comes before the first scan of a JPEG. */
export interface Segments {
  readonly segments: readonly Segment[];
  /** First byte of the first scan's marker. Null when there is none. */
  readonly scan: number | null;
  /** Whether there are bytes between the segments that belong to none. Decoders skip them, with a warning. */
  readonly junk: boolean;
}

/** Reads the segments before the first scan. It skips what is between them as libjpeg does (jdmarker.c, next_marker). */
export function segmentsOf(bytes: Buffer): Segments {
  const segments: Segment[] = [];
  let [at, junk] = [2, false];
  for (;;) {
    const marker = markerFrom(bytes, at);
    junk ||= marker !== at;
    if (marker === null || bytes[marker + 1] === END_OF_IMAGE) return { segments, scan: null, junk };
    const type = bytes[marker + 1];
    if (type === START_OF_SCAN) return { segments, scan: marker, junk };
    if (!isBare(type) && marker + 4 > bytes.length) return { segments, scan: null, junk };
    at = marker + 2 + (isBare(type) ? 0 : bytes.readUInt16BE(marker + 2));
    segments.push({ type, at: marker, end: at });
  }
}

/** Returns the position of the next marker. Null when there is none. */
function markerFrom(bytes: Buffer, from: number): number | null {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    if (bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return null;
}

/** Returns a JPEG without the bytes between its segments. */
export const withoutJunk = (bytes: Buffer): Buffer => joined(bytes, () => true);

/**
 * Returns a JPEG without its application segments and comments: the same data for the decoder, but no version, colours, profile or
 * camera. It has no bytes between its segments either.
 */
export const withoutMetadata = (bytes: Buffer): Buffer => joined(bytes, ({ type }) => !isApplication(type) && type !== COMMENT);

function joined(bytes: Buffer, keep: (segment: Segment) => boolean): Buffer {
  const { segments, scan } = segmentsOf(bytes);
  const parts = segments.filter(keep).map(({ at, end }) => bytes.subarray(at, end));
  return Buffer.concat([bytes.subarray(0, 2), ...parts, bytes.subarray(scan ?? bytes.length)]);
}

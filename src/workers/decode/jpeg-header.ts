import { isSrgb } from './icc.js';
import { segmentsOf } from './jpeg-segments.js';
import { EXIF, orientationInExif, orientationInXmp } from './orientation.js';

/** Header of a JPEG, which is read before the picture is decoded. */
export interface JpegHeader {
  /** As stored, before the orientation is applied. */
  readonly width: number;
  /** As stored, before the orientation is applied. */
  readonly height: number;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
}

const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const PROFILE = Buffer.from('ICC_PROFILE\0', 'latin1');
const XMP = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');

/**
 * Reads the header of a plain JPEG: Huffman-coded baseline or progressive, 8 bits, one or three components, sRGB or no profile, at
 * most one EXIF block and one profile, both well-formed.
 * @returns null for every other JPEG: arithmetic, lossless or 12-bit coding, CMYK, other colours, unreadable segments
 */
export function plainHeader(bytes: Buffer): JpegHeader | null {
  try {
    let frame: Buffer | undefined;
    let exif: Buffer | undefined;
    let xmp: Buffer | undefined;
    let profile: Buffer | undefined;
    const { segments, scan, junk } = segmentsOf(bytes);
    if (scan === null || junk) return null;
    for (const { type, at, end } of segments) {
      const body = bytes.subarray(at + 4, end);
      if ((type & 0xf0) === 0xc0 && type !== 0xc4 && type !== 0xcc) {
        if (frame !== undefined || !FRAMES.has(type)) return null;
        frame = body;
      } else if (type === 0xe1 && startsWith(body, EXIF)) {
        if (exif !== undefined) return null;
        exif = body.subarray(EXIF.length);
      } else if (type === 0xe1 && startsWith(body, XMP)) {
        xmp ??= body;
      } else if (type === 0xe2 && startsWith(body, PROFILE)) {
        if (profile !== undefined) return null;
        profile = body.subarray(PROFILE.length + 2);
      }
    }
    if (frame === undefined) return null;
    const [precision, components] = [frame[0], frame[5]];
    if (precision !== 8 || (components !== 1 && components !== 3)) return null;
    if (profile !== undefined && (components !== 3 || !isSrgb(profile))) return null;
    const orientation = (exif === undefined ? null : orientationInExif(exif)) ?? (xmp === undefined ? null : orientationInXmp(xmp.toString('latin1'))) ?? 1;
    const [width, height] = [frame.readUInt16BE(3), frame.readUInt16BE(1)];
    return width === 0 || height === 0 || orientation < 1 || orientation > 8 ? null : { width, height, orientation };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const startsWith = (bytes: Buffer, start: Buffer): boolean => bytes.subarray(0, start.length).equals(start);

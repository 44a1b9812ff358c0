import type { Metadata } from 'sharp';

/** Whether a number is one of EXIF's orientations, which say how a stored picture is turned and mirrored for people (TIFF 6.0). */
const isOrientation = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 8;

/** Returns the orientation that an XMP packet states. Null when it states none. */
export function orientationInXmp(packet: string): number | null {
  const stated = /tiff:Orientation(?:\s*=\s*["']|>\s*)([1-8])/.exec(packet);
  return stated === null ? null : Number(stated[1]);
}

/**
 * Returns a picture's orientation: EXIF's, or in its place the one of a PNG's text or of XMP. It is 1 for AVIF, whose decoder has
 * applied the orientation: HEIF's properties are binding there, and EXIF and XMP are not (ISO/IEC 23008-12, 6.5.10).
 */
export function orientationOf({ format, orientation, comments, xmpAsString }: Metadata): number {
  if (format === 'heif') return 1;
  if (orientation !== undefined && isOrientation(orientation)) return orientation;
  const profile = comments?.find(({ keyword }) => /^Raw profile type (exif|APP1)$/.test(keyword))?.text;
  return (profile === undefined ? null : orientationInText(profile)) ?? orientationInXmp(xmpAsString ?? '') ?? 1;
}

/** Reads the orientation in an EXIF block that ImageMagick wrote into a PNG as text: a name, a length, and hexadecimal digits. */
function orientationInText(profile: string): number | null {
  const digits = /^\s*\w+\s+\d+\s+([0-9a-f\s]+)$/i.exec(profile)?.[1].replaceAll(/\s/g, '') ?? '';
  const block = Buffer.from(digits, 'hex');
  const tiff = block.subarray(0, EXIF.length).equals(EXIF) ? block.subarray(EXIF.length) : block;
  try {
    const stated = orientationInExif(tiff);
    return stated !== null && isOrientation(stated) ? stated : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Begins an EXIF block in a JPEG. */
export const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;
const SHORT = 3;

/**
 * Returns the orientation in the first directory of an EXIF block: null when there is none, 0 when it is not a 16-bit number.
 * @throws RangeError when the block is cut
 */
export function orientationInExif(tiff: Buffer): number | null {
  const littleEndian = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (littleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = littleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + entry * 12;
    if (short(at) === ORIENTATION) return short(at + 2) === SHORT ? short(at + 8) : 0;
  }
  return null;
}

/** Bytes of the largest pixel that any format stores uncompressed: four channels of 16 bits. */
const BYTES_PER_PIXEL = 8;
/** Room in a file for headers, profiles and metadata. */
const METADATA_BYTES = 64 * 2 ** 20;

/** Returns the bytes of the largest file that a picture of so many pixels can have. */
export const fileLimit = (pixels: number): number => pixels * BYTES_PER_PIXEL + METADATA_BYTES;

/** Returns why a file of so many bytes cannot be a picture, or null. @param limit in bytes */
export function sizeRefusal(bytes: number, limit: number): string | null {
  if (bytes === 0) return 'it is empty';
  return bytes > limit ? `it has ${bytes} bytes, more than any picture within pixel-limit needs` : null;
}

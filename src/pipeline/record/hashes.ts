import { createHash } from 'node:crypto';

/** Returns the first 64 bits of the SHA-256 of each picture's pixels, hex: short enough to read, long enough to differ. */
export function hashesOf(pixels: Uint8Array, count: number): string[] {
  const bytes = pixels.length / count;
  return Array.from({ length: count }, (_, place) => {
    const picture = pixels.subarray(place * bytes, (place + 1) * bytes);
    return createHash('sha256').update(picture).digest('hex').slice(0, 16);
  });
}

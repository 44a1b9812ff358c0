import { createHash } from 'node:crypto';

/** The fingerprint of pixels. */
export const printOf = (pixels: Uint8Array): string => createHash('sha1').update(pixels).digest('hex').slice(0, 16);

/** The fingerprint of each picture in a batch of pictures of `bytes` bytes. */
export const printsOf = (pixels: Uint8Array, bytes: number): string[] =>
  Array.from({ length: pixels.length / bytes }, (_, place) => printOf(pixels.subarray(place * bytes, (place + 1) * bytes)));

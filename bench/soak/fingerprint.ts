import { createHash } from 'node:crypto';

/** Returns the fingerprint of a picture's pixels. */
export const fingerprint = (pixels: Uint8Array): string => createHash('sha1').update(pixels).digest('hex').slice(0, 16);

/** Returns the fingerprint of each picture of a batch. */
export const fingerprintsOf = (pixels: Uint8Array, pictureBytes: number): string[] =>
  Array.from({ length: pixels.length / pictureBytes }, (_, index) => fingerprint(pixels.subarray(index * pictureBytes, (index + 1) * pictureBytes)));

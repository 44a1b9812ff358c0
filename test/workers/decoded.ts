import { decodePicture } from '../../src/workers/decode/picture.js';
import { taskFor } from './fixtures.js';

/** Returns the pixels, or why there are none. */
export async function decoded(bytes: Buffer, size = 8, decoder: 'auto' | 'sharp' = 'auto'): Promise<Uint8Array | string> {
  let pixels = new Uint8Array();
  return (await decodePicture(bytes, taskFor('', { size, decoder }), (found) => void (pixels = found.slice()))) ?? pixels;
}

/** Returns the colour of the top left pixel, or why there is none. */
export async function corner(bytes: Buffer): Promise<number[] | string> {
  const pixels = await decoded(bytes);
  return typeof pixels === 'string' ? pixels : [...pixels.subarray(0, 3)];
}

/** Returns the sentence for a kind of picture that is refused. */
export const unsupported = (kind: string): string => `it is ${kind}, which is not supported`;

import type { DecodeTask } from '../types.js';

/** Copies a picture's pixels to the place of each view. The only view is `none`, so all places get the same pixels. */
export function writeTarget({ target, offsets }: Pick<DecodeTask, 'target' | 'offsets'>, pixels: Uint8Array): void {
  for (const offset of offsets) new Uint8Array(target, offset, pixels.length).set(pixels);
}

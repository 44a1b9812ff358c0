import { loadSharp } from '../../config/index.js';

/** Pixels between two pictures. */
const GAP = 2;

/**
 * Returns a PNG of pictures side by side, row by row, on black.
 * @param pictures float32 RGB in [0, 1], NHWC: `count * size * size * 3` values
 */
export async function gridOf(pictures: Float32Array, size: number, columns: number): Promise<Uint8Array> {
  const perPicture = size * size * 3;
  const count = Math.floor(pictures.length / perPicture);
  const rows = Math.ceil(count / columns);
  const width = columns * (size + GAP) - GAP;
  const height = rows * (size + GAP) - GAP;
  const canvas = new Uint8Array(width * height * 3);
  for (let picture = 0; picture < count; picture += 1) {
    const left = (picture % columns) * (size + GAP);
    const top = Math.floor(picture / columns) * (size + GAP);
    for (let y = 0; y < size; y += 1) {
      const from = picture * perPicture + y * size * 3;
      const to = ((top + y) * width + left) * 3;
      for (let at = 0; at < size * 3; at += 1) canvas[to + at] = Math.round(Math.min(1, Math.max(0, pictures[from + at])) * 255);
    }
  }
  return loadSharp()(canvas, { raw: { width, height, channels: 3 } }).png().toBuffer();
}

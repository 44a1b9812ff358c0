/**
 * Turns and mirrors a square of RGB pixels as its EXIF orientation says (TIFF 6.0, Orientation).
 * @param pixels `size * size * 3` bytes, as stored
 * @param orientation 1 to 8: with 5 to 8, stored rows become columns
 */
export function orient(pixels: Uint8Array, size: number, orientation: number): Uint8Array {
  const oriented = new Uint8Array(pixels.length);
  const last = size - 1;
  const mirrored = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipped = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  let at = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [column, row] = orientation > 4 ? [y, x] : [x, y];
      const from = ((flipped ? last - row : row) * size + (mirrored ? last - column : column)) * 3;
      oriented[at++] = pixels[from];
      oriented[at++] = pixels[from + 1];
      oriented[at++] = pixels[from + 2];
    }
  }
  return oriented;
}

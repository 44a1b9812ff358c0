/** Codes have at most twelve bits. */
const MAX_CODES = 4096;

/**
 * Counts the pixels that the codes of a GIF's frame stand for (GIF89a, appendix F), without decoding them.
 * @param data the frame's blocks, without their lengths
 * @param size bits of a pixel, 1 to 11: the codes begin with one bit more
 * @param enough pixels at which it stops counting
 */
export function countPixels(data: Uint8Array, size: number, enough: number): number {
  const clear = 2 ** size;
  const end = clear + 1;
  /** Pixels that each code stands for. */
  const lengths = new Uint32Array(MAX_CODES).fill(1, 0, clear);
  let [next, bits, before] = [end + 1, size + 1, 0];
  let [pixels, read, held, at] = [0, 0, 0, 0];
  while (pixels < enough) {
    for (; held < bits && at < data.length; held += 8) read |= data[at++] << held;
    if (held < bits) return pixels;
    const code = read & ((1 << bits) - 1);
    read >>>= bits;
    held -= bits;
    if (code === end) return pixels;
    if (code === clear) {
      [next, bits, before] = [end + 1, size + 1, 0];
      continue;
    }
    // A code may stand for the pixels of the code before it and one more, but for nothing later.
    if (code > next || (code === next && before === 0)) return pixels;
    if (before > 0 && next < MAX_CODES) {
      lengths[next++] = before + 1;
      if (next === 1 << bits && bits < 12) bits++;
    }
    before = lengths[code];
    pixels += before;
  }
  return pixels;
}

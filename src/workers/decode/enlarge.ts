/** The two source pixels around an output pixel, and the share of the second. */
interface Tap {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/**
 * Enlarges RGB pixels to `size` x `size`: bilinear, with pixel centres on pixel centres and the edges repeated, as Pillow's
 * BILINEAR. libvips 8.18 enlarges with a shift of half an output pixel, which is a lot for a digit of 28 pixels.
 * @param source `width * height * 3` bytes; neither edge is longer than `size`
 * @returns `size * size * 3` bytes
 */
export function enlarge(source: Uint8Array, width: number, height: number, size: number): Uint8Array {
  const target = new Uint8Array(size * size * 3);
  const columns = taps(width, size);
  const rows = taps(height, size);
  let at = 0;
  for (const row of rows) {
    const above = row.first * width * 3;
    const below = row.second * width * 3;
    for (const { first, second, share } of columns) {
      for (let channel = 0; channel < 3; channel++) {
        const left = first * 3 + channel;
        const right = second * 3 + channel;
        const top = interpolate(source[above + left] ?? 0, source[above + right] ?? 0, share);
        const bottom = interpolate(source[below + left] ?? 0, source[below + right] ?? 0, share);
        target[at++] = interpolate(top, bottom, row.share) + 0.5;
      }
    }
  }
  return target;
}

const interpolate = (from: number, to: number, share: number): number => from + (to - from) * share;

function taps(length: number, size: number): readonly Tap[] {
  return Array.from({ length: size }, (_, place) => {
    const position = Math.min(Math.max(((place + 0.5) * length) / size - 0.5, 0), length - 1);
    const first = Math.floor(position);
    return { first, second: Math.min(first + 1, length - 1), share: position - first };
  });
}

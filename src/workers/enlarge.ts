/** The two source pixels that an output pixel lies between, and how much it takes of the second. */
interface Tap {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/**
 * Enlarges RGB pixels to `size` x `size`, bilinear, pixel centres on pixel centres, edges held: what Pillow's BILINEAR
 * does. libvips 8.18 enlarges half an output pixel off, which a 28-pixel digit feels.
 * @param source `width * height * 3` bytes, neither edge longer than `size`
 * @param target `size * size * 3` bytes
 */
export function enlarge(source: Uint8Array, width: number, height: number, target: Uint8Array, size: number): void {
  const across = taps(width, size);
  const down = taps(height, size);
  let at = 0;
  for (const row of down) {
    const above = row.first * width * 3;
    const below = row.second * width * 3;
    for (const { first, second, share } of across) {
      for (let channel = 0; channel < 3; channel++) {
        const left = first * 3 + channel;
        const right = second * 3 + channel;
        const top = between(source[above + left] ?? 0, source[above + right] ?? 0, share);
        const bottom = between(source[below + left] ?? 0, source[below + right] ?? 0, share);
        target[at++] = between(top, bottom, row.share) + 0.5;
      }
    }
  }
}

const between = (from: number, to: number, share: number): number => from + (to - from) * share;

function taps(length: number, size: number): readonly Tap[] {
  return Array.from({ length: size }, (_, place) => {
    const position = Math.min(Math.max(((place + 0.5) * length) / size - 0.5, 0), length - 1);
    const first = Math.floor(position);
    return { first, second: Math.min(first + 1, length - 1), share: position - first };
  });
}

import { GRAY_SHARES, type Transform } from '../../src/workers/views/transform.js';

/** Computes a view without its gray square in the plainest way, in float64: what the WebAssembly is held against. */
export function plainView(pixels: Uint8Array, edge: number, { map: [a, b, c, d, e, f], gain, offset, saturation }: Transform, size: number): Uint8Array {
  const pixelAt = (x: number, y: number): readonly number[] => {
    const at = (inside(y, edge) * edge + inside(x, edge)) * 3;
    return [pixels[at], pixels[at + 1], pixels[at + 2]];
  };
  const view = new Uint8ClampedArray(size * size * 3);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [column + 0.5, row + 0.5];
      const [u, v] = [reflect(a * x + b * y + c, edge) - 0.5, reflect(d * x + e * y + f, edge) - 0.5];
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [right, down] = [u - left, v - top];
      const colour = [0, 1, 2].map((channel) => {
        const above = pixelAt(left, top)[channel] * (1 - right) + pixelAt(left + 1, top)[channel] * right;
        const below = pixelAt(left, top + 1)[channel] * (1 - right) + pixelAt(left + 1, top + 1)[channel] * right;
        return above * (1 - down) + below * down;
      });
      const gray = GRAY_SHARES.reduce((sum, share, channel) => sum + share * colour[channel], 0);
      view.set(colour.map((value) => gain * (gray + saturation * (value - gray)) + offset), (row * size + column) * 3);
    }
  }
  return new Uint8Array(view.buffer);
}

/** Reflects a place at 0 and `edge`. */
function reflect(place: number, edge: number): number {
  const rest = ((place % (2 * edge)) + 2 * edge) % (2 * edge);
  return rest < edge ? rest : 2 * edge - rest;
}

const inside = (index: number, edge: number): number => Math.min(Math.max(index, 0), edge - 1);

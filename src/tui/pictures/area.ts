import type { Picture } from './types.js';

/** Returns the picture at another size. A pixel is the mean of the area that it covers; a larger picture repeats its pixels. */
export function resized(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const across = spansOver(picture.width, width);
  const down = spansOver(picture.height, height);
  const narrow = new Float32Array(picture.height * width * 3);
  for (let y = 0; y < picture.height; y += 1) {
    for (const [x, { first, weights }] of across.entries()) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let index = 0; index < weights.length; index += 1) {
          sum += (weights[index] ?? 0) * (picture.pixels[(y * picture.width + first + index) * 3 + channel] ?? 0);
        }
        narrow[(y * width + x) * 3 + channel] = sum;
      }
    }
  }
  const pixels = new Uint8Array(width * height * 3);
  const row = width * 3;
  for (const [y, { first, weights }] of down.entries()) {
    for (let at = 0; at < row; at += 1) {
      let sum = 0;
      for (let index = 0; index < weights.length; index += 1) sum += (weights[index] ?? 0) * (narrow[(first + index) * row + at] ?? 0);
      pixels[y * row + at] = Math.round(sum);
    }
  }
  return { pixels, width, height };
}

/** The pixels that a new pixel covers, from `first` on, and their shares of it, which add up to 1. */
interface Covered {
  readonly first: number;
  readonly weights: Float32Array;
}

function spansOver(from: number, to: number): Covered[] {
  const size = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * size, (index + 1) * size];
    const first = Math.min(from - 1, Math.floor(start + 1e-9));
    const last = Math.max(first, Math.min(from, Math.ceil(end - 1e-9)) - 1);
    const shares = Array.from({ length: last - first + 1 }, (_, at) => Math.min(end, first + at + 1) - Math.max(start, first + at));
    const sum = shares.reduce((total, share) => total + share, 0);
    return { first, weights: Float32Array.from(shares, (share) => share / sum) };
  });
}

import { hair, smoothNoise } from './noise.js';
import type { Canvas } from './raster.js';

/** The ground behind the animal. */
export interface Ground {
  /** 8-bit RGB of a small picture that is enlarged, because the ground is out of focus. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** First row of the photograph that has texture. */
  readonly from: number;
  /** Strength of the texture, 0 to 1; pixels in a bump; whether bumps are tall (grass) or wide (sand). */
  readonly rough: number;
  readonly bump: number;
  readonly upright: boolean;
  /** The animal's shadow: middle and half-axes in pixels, darkness (0 to 1). */
  readonly shadow: readonly [x: number, y: number, across: number, up: number, dark: number];
}

/** Paints the pixels that no solid covers, three floats each. */
export function paintGround(picture: Float32Array, { width, height, part }: Canvas, ground: Ground): void {
  const { bump, upright } = ground;
  const pixels = withStains(ground);
  const [sx, sy, across, up, dark] = ground.shadow;
  const columns = Int32Array.from({ length: width }, (_, x) => 3 * Math.floor(sourcePosition(x, width, ground.width)));
  const shares = Float32Array.from({ length: width }, (_, x) => sourcePosition(x, width, ground.width) % 1);
  for (let y = 0; y < height; y++) {
    const v = sourcePosition(y, height, ground.height);
    const row = Math.floor(v) * ground.width * 3;
    const fv = v % 1;
    const rise = ((y - sy) / up) ** 2;
    const rough = y < ground.from ? 0 : ground.rough;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (part[at] !== 0) continue;
      const sideways = (x - sx) / across;
      const distance = rise < 1 ? rise + sideways * sideways : 1;
      let lit = distance < 1 ? 1 - dark * (1 - distance) : 1;
      if (rough > 0) lit *= 1 + rough * (upright ? hair(y / bump, x / bump) : hair(x / bump, y / bump));
      const fu = shares[x];
      const a = row + columns[x];
      const b = a + ground.width * 3;
      const nw = (1 - fu) * (1 - fv) * lit;
      const ne = fu * (1 - fv) * lit;
      const sw = (1 - fu) * fv * lit;
      const se = fu * fv * lit;
      const to = at * 3;
      picture[to] = pixels[a] * nw + pixels[a + 3] * ne + pixels[b] * sw + pixels[b + 3] * se;
      picture[to + 1] = pixels[a + 1] * nw + pixels[a + 4] * ne + pixels[b + 1] * sw + pixels[b + 4] * se;
      picture[to + 2] = pixels[a + 2] * nw + pixels[a + 5] * ne + pixels[b + 2] * sw + pixels[b + 5] * se;
    }
  }
}

/** Maps pixel `at` of `count` to the small picture. The result is below its last pixel, so that there is a next one to blend with. */
const sourcePosition = (at: number, count: number, size: number): number => Math.min(size - 1.001, Math.max(0, ((at + 0.5) * size) / count - 0.5));

/** Adds broad stains of light and shade to the small picture, because no real surface has one even colour. */
function withStains({ pixels, width, height }: Ground): Float32Array {
  const stained = new Float32Array(pixels.length);
  const broad = 5 / width;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const stain = 0.8 + 0.3 * smoothNoise(x * broad, y * broad, pixels[0]) + 0.12 * smoothNoise(x * broad * 5, y * broad * 5, pixels[1]);
      for (let channel = 0; channel < 3; channel++) stained[at + channel] = pixels[at + channel] * stain;
    }
  }
  return stained;
}

import { mix } from '../scene/random.js';

/** Values in [0, 1] of a lattice of 32 x 32 x 32 points, which repeats. */
const lattice = Float32Array.from({ length: 32 ** 3 }, (_, at) => mix(at ^ 0x51f15e) / 2 ** 32);

/** Returns smooth noise in [0, 1] at a point, with one bump a unit. It repeats every 32 units. */
export function smoothNoise(x: number, y: number, z: number): number {
  const left = Math.floor(x);
  const low = Math.floor(y);
  const near = Math.floor(z);
  const fx = ease(x - left);
  const fy = ease(y - low);
  const fz = ease(z - near);
  const x0 = left & 31;
  const x1 = (left + 1) & 31;
  const y0 = (low & 31) << 5;
  const y1 = ((low + 1) & 31) << 5;
  const z0 = (near & 31) << 10;
  const z1 = ((near + 1) & 31) << 10;
  const a = lattice[x0 | y0 | z0];
  const b = lattice[x0 | y1 | z0];
  const c = lattice[x0 | y0 | z1];
  const d = lattice[x0 | y1 | z1];
  const ab0 = a + (lattice[x1 | y0 | z0] - a) * fx;
  const ab1 = b + (lattice[x1 | y1 | z0] - b) * fx;
  const cd0 = c + (lattice[x1 | y0 | z1] - c) * fx;
  const cd1 = d + (lattice[x1 | y1 | z1] - d) * fx;
  const front = ab0 + (ab1 - ab0) * fy;
  return front + (cd0 + (cd1 - cd0) * fy - front) * fz;
}

const ease = (t: number): number => t * t * (3 - 2 * t);

/** 256 x 256 values of hairs that lie along the first coordinate, in [-1, 1] with a mean near 0. They repeat. */
const hairs = createHairs();

/** Returns the brightness of the hair at (along, across) in [-1, 1]. Both are in widths of a hair. */
export function hair(along: number, across: number): number {
  const u = Math.floor(along) & 255;
  const v = Math.floor(across);
  const a = hairs[u | ((v & 255) << 8)];
  return a + (hairs[u | (((v + 1) & 255) << 8)] - a) * (across - v);
}

/** Creates single hairs, five widths long, and the tufts that they form. */
function createHairs(): Float32Array {
  const white = (at: number): number => mix(at ^ 0x7a1) / 2 ** 31 - 1;
  const streaks = (length: number, widths: number) => Float32Array.from({ length: 65_536 }, (_, at) => {
    let sum = 0;
    const row = Math.floor((at >> 8) / widths) << 8;
    for (let step = -length; step <= length; step++) sum += white(((at + step) & 255) | row) * (length + 1 - Math.abs(step));
    return sum;
  });
  const single = streaks(5, 1);
  const tufts = streaks(12, 6);
  return single.map((value, at) => Math.max(-1, Math.min(1, value / 11 + tufts[at] / 70)));
}

/** Sensor noise: 65,536 values with a roughly standard normal distribution (sums of four uniforms). */
export const grain = Float32Array.from({ length: 65_536 }, (_, at) => {
  const uniform = (nth: number): number => mix(at * 4 + nth) / 2 ** 32;
  return (uniform(0) + uniform(1) + uniform(2) + uniform(3) - 2) * 1.732;
});

import type { Vector } from './vectors.js';

/** The orthographic projection of camera coordinates to pixels: pixels in a unit, and the pixel of the origin. */
export interface Projection {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Projects a point to pixels to the right, pixels down and pixels towards the camera. */
export function project({ scale, x, y }: Projection, at: Vector): Vector {
  return [x + at[0] * scale, y - at[1] * scale, at[2] * scale];
}

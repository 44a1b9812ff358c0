import type { Vector } from './vectors.js';

/** How the camera's view becomes a picture: where its origin lies, and pixels to a unit. Far things are as large as near ones. */
export interface Projection {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A point of the camera's as pixels to the right, pixels down and pixels towards the camera. */
export function onto({ scale, x, y }: Projection, at: Vector): Vector {
  return [x + at[0] * scale, y - at[1] * scale, at[2] * scale];
}

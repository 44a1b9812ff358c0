/** A point or a direction: x to the right, y up, z towards the camera. */
export type Vector = readonly [x: number, y: number, z: number];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vector): number => Math.sqrt(dot(a, a));
export const unit = (a: Vector): Vector => scale(a, 1 / Math.max(length(a), 1e-9));
export const interpolate = (a: Vector, b: Vector, t: number): Vector => add(a, scale(subtract(b, a), t));
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** A coordinate system: its origin and its three unit axes, in camera coordinates. */
export interface Frame {
  readonly origin: Vector;
  readonly x: Vector;
  readonly y: Vector;
  readonly z: Vector;
}

export const camera: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** Converts a direction from a frame to camera coordinates. */
export const directionOf = (frame: Frame, v: Vector): Vector => add(add(scale(frame.x, v[0]), scale(frame.y, v[1])), scale(frame.z, v[2]));

/** Converts a point from a frame to camera coordinates. */
export const pointOf = (frame: Frame, v: Vector): Vector => add(frame.origin, directionOf(frame, v));

/** Returns a frame that is rotated about its origin, in degrees: `yaw` turns z towards x, then `pitch` z towards y, then `roll` x towards y. */
export function rotate(frame: Frame, yaw: number, pitch = 0, roll = 0): Frame {
  const [cy, sy] = cosSin(yaw);
  const [cp, sp] = cosSin(pitch);
  const [cr, sr] = cosSin(roll);
  const x0: Vector = [cy, 0, -sy];
  const z1: Vector = [sy * cp, sp, cy * cp];
  const y1: Vector = cross(z1, x0);
  const x: Vector = add(scale(x0, cr), scale(y1, sr));
  const y: Vector = subtract(scale(y1, cr), scale(x0, sr));
  return { origin: frame.origin, x: directionOf(frame, x), y: directionOf(frame, y), z: directionOf(frame, z1) };
}

export function cosSin(degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}
